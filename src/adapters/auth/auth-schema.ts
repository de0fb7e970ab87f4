import type { ClientBase, ClientConfig } from 'pg'
import { Client } from 'pg'
import { sqlStatements } from '../postgres/sql-statements.ts'
import { seenUsername } from './username.ts'

/** The channel on which the tables tell that a session, a token or somebody's rights changed. */
export const callersChanged = 'taizhang_callers_changed'

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
alter table auth."user" add column if not exists seen text;
create index if not exists user_of_seen on auth."user" (seen);
alter table auth."user" add column if not exists "lastOrg" bigint;
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

// Of every change that takes something from somebody, whoever made it; not of what is written while
// a session or token is used.
const told = `
create or replace function auth.tell_callers_changed() returns trigger language plpgsql as
  'begin notify ${callersChanged}; return null; end';
create or replace trigger told after delete or update of token, org, link, "expiresAt", "createdAt"
  on auth.session for each row execute function auth.tell_callers_changed();
create or replace trigger told after delete or update of hash, org, scopes, expires_at
  on auth.token for each row execute function auth.tell_callers_changed();
create or replace trigger told after insert or update or delete
  on auth.membership for each row execute function auth.tell_callers_changed();
create or replace trigger told
  after delete or update of username, "displayUsername", lang, "mustSetPassword"
  on auth."user" for each row execute function auth.tell_callers_changed();
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
    for (const statement of sqlStatements(tables + told)) await client.query(statement)
    await client.query('commit')
    await fillSeen(client)
  } finally {
    await client.end()
  }
}

/** What the eye tells apart of the names that older versions, and copies of them, left without. */
async function fillSeen(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ id: string; username: string }>(
    `select id, "displayUsername" as username from auth."user"
     where seen is null and "displayUsername" is not null`,
  )
  if (rows.length === 0) return
  await client.query(
    `update auth."user" u set seen = given.seen
     from unnest($1::text[], $2::text[]) as given (id, seen) where u.id = given.id`,
    [rows.map(({ id }) => id), rows.map(({ username }) => seenUsername(username))],
  )
}
