import { holdsOn } from '../../ledger/day/holds-on.ts'
import type { Fault } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import { mayBeSigned } from '../../report/check/finalise.ts'
import type { Finding } from '../../report/check/finding.ts'
import type { WrittenDraft } from '../draft/written-draft.ts'
import { findingsIn } from '../draft/written-draft.ts'
import { standInFrom, standInRegister } from '../people/stand-in.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { allDays } from '../roster/keep-rosters.ts'

type Needs = Pick<AppPorts, 'store' | 'rosters' | 'outside'>

/** What stands between a draft and its signature: page, review and signature ask this. */
export async function signingFindings(
  ports: Needs,
  session: Session,
  written: WrittenDraft,
): Promise<readonly Finding[]> {
  const found = await findingsIn(ports, session, written)
  const { issuer } = written.document
  // A missing 签发人 is among the findings already.
  if (!issuer?.trim()) return found
  const may = await mayIssue(ports, session, { issuer, today: written.book.today })
  return may ? found : [notAnIssuer(issuer), ...found]
}

/**
 * Refuses with `report.not-final` a draft that nobody can sign as it stands, a fault for each thing
 * in the way. Passing a review asks this as the signature does: who passes what will be refused
 * has read it for nothing. `written` is as `officialSession` sees it.
 */
export async function checkMayBeSigned(
  ports: Needs,
  session: Session,
  written: WrittenDraft,
): Promise<void> {
  const open: Fault[] = (await signingFindings(ports, session, written))
    .filter((one) => !mayBeSigned([one]))
    .map(({ code, at, text, hint }) => ({ code, at, text, hint }))
  if (open.length === 0) return
  throw new Refusal([
    {
      code: 'report.not-final',
      at: [],
      text: {
        zh: `还有${open.length}处问题，不能签发，因此也不能通过复核。`,
        en: `Matters in the way of a signature, and so of a review: ${open.length}.`,
      },
      hint: {
        zh: '逐处处理之后再复核、签发；需要保留的表述先由第一责任人说明理由。',
        en: 'Settle each first; what shall stand needs a reason of the first responsible person.',
      },
    },
    ...open,
  ])
}

/** Whether anybody of this name may sign today, by office or as a stand-in. */
async function mayIssue(
  { store, rosters }: Pick<AppPorts, 'store' | 'rosters'>,
  { org }: Session,
  { issuer, today }: { issuer: string; today: string },
): Promise<boolean> {
  const roster = await rosters.of(org.id)
  const holders = (role: string) =>
    roster.memberships
      .filter((one) => one.roles.includes(role) && holdsOn(one, today))
      .map(({ person }) => person)
  const auditors = holders('auditor')
  // Who audits signs nothing, whatever other role they have.
  const named = (id: string) => roster.people.get(id)?.name === issuer && !auditors.includes(id)
  const signers = holders('first-responsible')
  if (signers.some(named)) return true
  const records = await store.read(org.id, (reader) => reader.recordsOf([standInRegister], allDays))
  return records
    .map((record) => standInFrom(record, today))
    .some((one) => one.state === 'inForce' && signers.includes(one.person) && named(one.deputy))
}

function notAnIssuer(issuer: string): Finding {
  return {
    code: 'report.issuer.unable',
    weight: 'blocks',
    at: ['issuer'],
    text: {
      zh: `文中签发人“${issuer}”今天不能签发：不是第一责任人，也没有代行授权。`,
      en: `“${issuer}”, named as 签发人, cannot sign today: neither first responsible nor stand-in.`,
    },
    hint: {
      zh: '改正签发人姓名，或请管理员登记其身份、办理代行授权。',
      en: 'Mend the name, or ask the administrator for the role or a stand-in.',
    },
  }
}
