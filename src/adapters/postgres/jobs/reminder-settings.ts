import type { Pool } from 'pg'
import type {
  ReminderChoice,
  ReminderSettings,
  Reminders,
} from '../../../app/ports/reminder-ports.ts'
import type { OrgId } from '../../../app/ports/store-ports.ts'
import type { Lang } from '../../../ledger/label.ts'
import type { SealedTexts } from '../sealed-text.ts'
import type { Transactions } from '../within-organisation.ts'
import { transactionsOver } from '../within-organisation.ts'

type SettingsPart = Pick<
  Reminders,
  'settings' | 'putSettings' | 'mailPassword' | 'choices' | 'choice' | 'putChoice' | 'dropChoice'
>

interface ChoiceRow {
  person: string
  channel: ReminderChoice['channel']
  address: Buffer
}

/** Settings of reminders and the choices of persons; what is secret is stored sealed. */
export function reminderSettings(pool: Pool, sealed: SealedTexts): SettingsPart {
  const within = transactionsOver(pool)
  const { reading, writing } = within
  const choices = (org: OrgId, person: string | null) =>
    readChoices(within, sealed, { org, person })
  return {
    settings: (org) => readSettings(within, org),
    putSettings: (org, { settings, password }) =>
      writing(org, async (scope) => {
        const kept = password && (await sealed.seal(password, useOf(org)))
        scope.send({
          text: `INSERT INTO jobs.reminder_settings AS s (org_id, settings, mail_password)
                 VALUES ($1, $2, $3)
                 ON CONFLICT (org_id) DO UPDATE SET settings = $2,
                   mail_password = CASE WHEN $4 THEN s.mail_password ELSE $3 END`,
          values: [org, JSON.stringify(settings), kept ?? null, password === undefined],
        })
      }),
    mailPassword: async (org) => {
      const rows = await reading(org, (scope) =>
        scope.rows<{ mail_password: Buffer | null }>({
          text: 'SELECT mail_password FROM jobs.reminder_settings WHERE org_id = $1',
          values: [org],
        }),
      )
      const kept = rows[0]?.mail_password ?? null
      return kept === null ? null : sealed.open(kept, useOf(org))
    },
    choices: (org) => choices(org, null),
    choice: async (org, person) => (await choices(org, person))[0] ?? null,
    putChoice: (org, choice) =>
      writing(org, async (scope) => {
        const { person, channel, address, secret, lang } = choice
        const text = JSON.stringify({ address, secret, lang })
        scope.send({
          text: `INSERT INTO jobs.reminder_choice (org_id, person, channel, address)
                 VALUES ($1, $2, $3, $4)
                 ON CONFLICT (org_id, person) DO UPDATE SET channel = $3, address = $4`,
          values: [org, person, channel, await sealed.seal(text, useOf(org, person))],
        })
      }),
    dropChoice: (org, person) =>
      writing(org, async (scope) => {
        scope.send({
          text: 'DELETE FROM jobs.reminder_choice WHERE org_id = $1 AND person = $2',
          values: [org, person],
        })
      }),
  }
}

async function readSettings({ reading }: Transactions, org: OrgId) {
  const rows = await reading(org, (scope) =>
    scope.rows<{ settings: ReminderSettings; has_password: boolean }>({
      text: `SELECT settings, mail_password IS NOT NULL AS has_password
             FROM jobs.reminder_settings WHERE org_id = $1`,
      values: [org],
    }),
  )
  const [row] = rows
  return row === undefined ? null : { settings: row.settings, hasPassword: row.has_password }
}

async function readChoices(
  { reading }: Transactions,
  sealed: SealedTexts,
  { org, person }: { org: OrgId; person: string | null },
): Promise<readonly ReminderChoice[]> {
  const rows = await reading(org, (scope) =>
    scope.rows<ChoiceRow>({
      text: `SELECT person, channel, address FROM jobs.reminder_choice
             WHERE org_id = $1 AND ($2::text IS NULL OR person = $2) ORDER BY person`,
      values: [org, person],
    }),
  )
  const choiceOf = async (row: ChoiceRow): Promise<ReminderChoice> => {
    const text = await sealed.open(row.address, useOf(org, row.person))
    const opened = JSON.parse(text) as { address: string; secret: string | null; lang: Lang }
    const { address, secret, lang } = opened
    return { person: row.person, channel: row.channel, address, secret, lang }
  }
  return Promise.all(rows.map(choiceOf))
}

function useOf(org: OrgId, person = 'mail'): string {
  return `reminders ${org} ${person}`
}
