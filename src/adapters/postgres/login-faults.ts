import type { ClientConfig } from 'pg'
import { Client } from 'pg'
import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import { isOnCitus } from './citus.ts'
import { databaseRefusal } from './database-refusal.ts'
import type { LoginRole } from './roles.ts'
import { loginRoles, loginsOf, settingsOf } from './roles.ts'

/**
 * Signs in as each of our roles, and says what keeps one out or reaches it with other settings
 * than ours: with another time zone, every moment that is read would be hours off.
 */
export async function loginFaults(base: ClientConfig): Promise<readonly Fault[]> {
  const logins = await loginsOf(base)
  const found = await Promise.all(
    loginRoles.map((role) => faultsOf(logins.as(role), { role, name: logins.names[role] })),
  )
  return found.flat()
}

async function faultsOf(
  config: ClientConfig,
  { role, name }: { role: LoginRole; name: string },
): Promise<readonly Fault[]> {
  const client = new Client(config)
  client.on('error', () => {})
  try {
    await client.connect()
    const wanted = settingsOf(role, { onCitus: await isOnCitus(client) })
    const { rows } = await client.query<{ setting: string; value: string | null }>(
      'SELECT setting, current_setting(setting, true) AS value FROM unnest($1::text[]) AS setting',
      [Object.keys(wanted)],
    )
    return rows
      .filter(({ setting, value }) => value !== wanted[setting])
      .map(({ setting, value }) =>
        changed(name, { setting, wanted: wanted[setting] ?? '', is: value ?? '' }),
      )
  } catch (error) {
    const refusal = error instanceof Refusal ? error : databaseRefusal(error)
    if (refusal === null) throw error
    return isKeptOut(error) ? [keptOut(name)] : refusal.faults
  } finally {
    await client.end().catch(() => {})
  }
}

// Class 28 is a server that does not let this role in; 08P01 what PgBouncer says of a login that
// it has not been told of.
function isKeptOut(error: unknown): boolean {
  const { code = '' } = error as { code?: string }
  return /^(28\w{3}|08P01|42501)$/.test(code)
}

function keptOut(name: string): Fault {
  return fault('database.role.kept-out', {
    at: [name],
    text: {
      zh: `数据库服务器不让台账自己的角色 ${name} 登录。`,
      en: `The database server does not let in ${name}, a role of Taizhang's own.`,
    },
    hint: {
      zh: '请在 pg_hba.conf 中允许 taizhang_ 开头的角色以口令（scram-sha-256）登录；前有 PgBouncer 的，请配置 auth_query。',
      en: 'Let roles that begin with taizhang_ in by password (scram-sha-256) in pg_hba.conf; with PgBouncer in between, set auth_query.',
    },
  })
}

function changed(
  name: string,
  { setting, wanted, is }: { setting: string; wanted: string; is: string },
): Fault {
  return fault('database.role.setting', {
    at: [name, setting],
    text: {
      zh: `角色 ${name} 连上后 ${setting} 是“${is}”，不是“${wanted}”，读出的数据会出错。`,
      en: `${name} is connected with ${setting} “${is}” instead of “${wanted}”: what it reads would be wrong.`,
    },
    hint: {
      zh: `请去掉 PgBouncer 配置或 ALTER ROLE … IN DATABASE 中对 ${setting} 的设定。`,
      en: `Take ${setting} out of the configuration of PgBouncer and of ALTER ROLE … IN DATABASE.`,
    },
  })
}
