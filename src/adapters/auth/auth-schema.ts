import { Client } from 'pg'
import type { ClientConfig } from 'pg'
import { sqlStatements } from '../postgres/sql-statements.ts'

// Accounts are global, so these tables name no organisation in their keys and stand apart from the
// organisations' tables. Names in quotes, and columns that nothing here fills, come from the library
// that once kept accounts: copies made then are restored into these tables.
const tables = `
create table if not exists auth."user" (
  id text primary key,
  name text not null,
  email text unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  username text unique,
  "displayUsername" text,
  lang text not null default 'zh',
  "mustSetPassword" boolean not null default false,
  "lastSignIn" timestamptz
);
alter table auth."user" alter column email drop not null;
create table if not exists auth.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index if not exists account_of_user on auth.account ("userId");
create table if not exists auth.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" (id) on delete cascade,
  org bigint
);
alter table auth.session add column if not exists link bytea;
create index if not exists session_of_user on auth.session ("userId");
create table if not exists auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create table if not exists auth.membership (
  account text not null references auth."user" (id) on delete cascade,
  org bigint not null,
  person text,
  roles text[] not null,
  record text not null,
  primary key (account, org)
);
create index if not exists membership_of_org on auth.membership (org);
create table if not exists auth.link (
  hash bytea primary key,
  purpose text not null,
  account text references auth."user" (id) on delete cascade,
  expires_at timestamptz not null
);
alter table auth.link add column if not exists done text;
create table if not exists auth.failure (
  name_hash bytea not null,
  count integer not null,
  wait_until timestamptz not null
);
alter table auth.failure drop constraint if exists failure_pkey;
alter table auth.failure add column if not exists lane bytea not null default '';
create unique index if not exists failure_of_lane on auth.failure (name_hash, lane);
create table if not exists auth.browser (
  id uuid not null default gen_random_uuid(),
  account text not null references auth."user" (id) on delete cascade,
  hash bytea not null,
  at timestamptz not null default now(),
  primary key (account, hash)
);
create index if not exists browser_of_hash on auth.browser (hash);
create table if not exists auth.bucket (
  name text primary key,
  tokens double precision not null,
  at timestamptz not null
);
create table if not exists auth.token (
  id text primary key,
  hash bytea not null unique,
  org bigint not null,
  name text not null,
  scopes text[] not null,
  made_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz
);
create table if not exists auth.feed (
  account text not null references auth."user" (id) on delete cascade,
  org bigint not null,
  hash bytea not null unique,
  lang text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (account, org)
);
create table if not exists auth.secret (
  name text primary key,
  value text not null
);
delete from auth.secret where name = 'library';
`

/**
 * Makes the tables for sign-in as the role `auth`, which owns the schema `auth` and can
 * reach nothing else. Safe to run again.
 */
export async function migrateAuth(auth: ClientConfig): Promise<void> {
  const client = new Client(auth)
  await client.connect()
  try {
    // Two servers may start at once; the number only has to differ from other locks.
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(528001)')
    for (const statement of sqlStatements(tables)) await client.query(statement)
    await client.query('commit')
  } finally {
    await client.end()
  }
}
