import type { ClientBase } from 'pg'
import type { Role, RoleNames } from './roles.ts'

/** Whether another database of the cluster has anything that these roles own or may. */
export async function areUsedElsewhere(admin: ClientBase, names: RoleNames): Promise<boolean> {
  const { rows } = await admin.query<{ used: boolean }>(
    `SELECT EXISTS (
       SELECT FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid,
         (SELECT oid FROM pg_database WHERE datname = current_database()) here
       WHERE d.refclassid = 'pg_authid'::regclass AND r.rolname = ANY ($1)
         AND (d.dbid NOT IN (0, here.oid)
           OR d.classid = 'pg_database'::regclass AND d.objid <> here.oid)) AS used`,
    [Object.values(names)],
  )
  return rows[0]?.used === true
}

/** Gives those of the roles that exist other names; all that they own and may goes with them. */
export async function renameRoles(
  admin: ClientBase,
  from: RoleNames,
  to: RoleNames,
): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    'SELECT rolname AS name FROM pg_roles WHERE rolname = ANY ($1)',
    [Object.values(from)],
  )
  const there = new Set(rows.map(({ name }) => name))
  for (const kind of Object.keys(from) as Role[]) {
    if (there.has(from[kind])) {
      await admin.query(`ALTER ROLE ${from[kind]} RENAME TO ${to[kind]}`)
    }
  }
}

/**
 * Gives what the roles `from` own and may in this database to the roles `to`, and leaves `from` to
 * the other databases that use them. What there is comes from the catalogue, not from a list.
 */
export async function regrant(admin: ClientBase, from: RoleNames, to: RoleNames): Promise<void> {
  const { rows } = await admin.query<{ statement: string }>(regrants, [
    Object.values(from),
    Object.values(to),
  ])
  for (const { statement } of rows) await admin.query(statement)
}

// Owners first: what is granted after that is granted by the new one.
const regrants = `
WITH pair AS (
  SELECT o.oid, o.rolname AS before, p.after
  FROM unnest($1::text[], $2::text[]) AS p (before, after) JOIN pg_roles o ON o.rolname = p.before
), relation AS (
  SELECT c.oid, c.oid::regclass AS name, c.relowner, c.relacl,
    c.relkind = 'S' AND EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid
      AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')) AS follows
  FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
), allowed AS (
  SELECT 'TABLE ' || name AS what, relowner AS owner, a.grantee, a.privilege_type::text AS privilege
  FROM relation, aclexplode(relacl) a
  UNION ALL
  SELECT 'TABLE ' || name, relowner, a.grantee,
    format('%s (%I)', a.privilege_type, t.attname)
  FROM relation JOIN pg_attribute t ON t.attrelid = relation.oid, aclexplode(t.attacl) a
  UNION ALL
  SELECT format('SCHEMA %I', nspname), nspowner, a.grantee, a.privilege_type
  FROM pg_namespace, aclexplode(nspacl) a
  UNION ALL
  SELECT format('DATABASE %I', datname), datdba, a.grantee, a.privilege_type
  FROM pg_database, aclexplode(datacl) a WHERE datname = current_database()
), statements AS (
  SELECT 1 AS turn, format('ALTER SCHEMA %I OWNER TO %I', nspname, after) AS statement
  FROM pg_namespace JOIN pair ON pair.oid = nspowner
  UNION ALL
  SELECT 2, format('ALTER TABLE %s OWNER TO %I', name, after)
  FROM relation JOIN pair ON pair.oid = relowner WHERE NOT follows
  UNION ALL
  SELECT 2, format('ALTER FUNCTION %s OWNER TO %I', p.oid::regprocedure, after)
  FROM pg_proc p JOIN pair ON pair.oid = p.proowner
  UNION ALL
  SELECT 3, format('GRANT %s ON %s TO %I', privilege, what, after)
  FROM allowed JOIN pair ON pair.oid = grantee WHERE grantee <> owner
  UNION ALL
  SELECT DISTINCT 4, format('REVOKE ALL ON %s FROM %I', what, before)
  FROM allowed JOIN pair ON pair.oid = grantee WHERE grantee <> owner
  UNION ALL
  SELECT 5, format('ALTER POLICY %I ON %s TO %s', polname, polrelid::regclass,
    (SELECT string_agg(quote_ident(coalesce(pair.after, r.rolname)), ', ')
     FROM pg_roles r LEFT JOIN pair ON pair.oid = r.oid WHERE r.oid = ANY (polroles)))
  FROM pg_policy WHERE EXISTS (SELECT FROM pair WHERE pair.oid = ANY (polroles))
)
SELECT statement FROM statements ORDER BY turn, statement`
