import { Refusal, refuse } from '../../ledger/fault.ts'
import type {
  AccountId,
  Attempt,
  Membership,
  NewSession,
  SignedIn,
} from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { OrgId, Session } from '../ports/store-ports.ts'
import { membershipInForce } from './membership-in-force.ts'

type Needs = Pick<AppPorts, 'accounts' | 'store' | 'organisations' | 'rosters' | 'clock'>

/** A try to sign in; `before` is the session that the same browser already had. */
export interface SignIn extends Attempt {
  readonly before: string | null
}

/**
 * Signs in with a new session, ends the one before, and leaves a line in the trail. Refuses with
 * `sign-in.ended`, after a right password, whoever belongs nowhere any more.
 */
export async function signIn(
  ports: Needs,
  { before, ...attempt }: SignIn,
): Promise<NewSession & { readonly browser: string }> {
  try {
    const { account } = await ports.accounts.prove(attempt)
    const org = (await organisationInForce(ports, account)) ?? refuseEnded()
    const session = await ports.accounts.open(account, org)
    if (before !== null) await ports.accounts.signOut(before)
    await trailSignIn(ports, session.signedIn)
    const { browser } = attempt
    return { ...session, browser: await ports.accounts.rememberBrowser({ account, browser }) }
  } catch (error) {
    if (error instanceof Refusal) {
      // No name: people type passwords into that field.
      const detail = error.faults[0]?.code ?? null
      const line = { actor: 'nobody', act: 'sign-in', subject: null, detail } as const
      await ports.store.trail(null, { ...line, outcome: 'refused' })
    }
    throw error
  }
}

/** Memberships that are read at once; most often the first is in force. */
const readAtOnce = 20

/** The organisation that the account chose last, or the first where its membership is in force. */
async function organisationInForce(ports: Needs, account: AccountId): Promise<OrgId | null> {
  const last = await ports.accounts.lastMembership(account)
  if (last && (await isInForce(ports, last))) return last.org
  const read = (after: OrgId | null) =>
    ports.accounts.memberships(account, { after, limit: readAtOnce })
  for (let some = await read(null); some.length > 0; some = await read(some.at(-1)?.org ?? null)) {
    for (const one of some) if (await isInForce(ports, one)) return one.org
  }
  return null
}

async function isInForce(ports: Needs, membership: Membership): Promise<boolean> {
  const org = await ports.organisations.of(membership.org)
  return org !== null && (await membershipInForce(ports, org, membership)) !== null
}

function refuseEnded(): never {
  return refuse('sign-in.ended', {
    text: {
      zh: '这个账号已停用，目前不属于任何单位。',
      en: 'This account has ended: it belongs to no organisation now.',
    },
    hint: { zh: '如需恢复，请联系单位的管理员。', en: 'Ask the administrator of your unit.' },
  })
}

/** Leaves the line of a successful sign-in in the organisation it acts for. */
export async function trailSignIn(
  ports: Pick<AppPorts, 'store'>,
  signedIn: SignedIn,
): Promise<void> {
  const actor = signedIn.member?.person ?? `account:${signedIn.account}`
  const line = { actor, act: 'sign-in', subject: null, outcome: 'done', detail: null } as const
  await ports.store.trail(signedIn.org, line)
}

/**
 * Proves once more that the owner of the account sits there, for what weighs more than a record.
 * Refuses with `sign-in.again`, or `sign-in.wait` after wrong tries in this session.
 */
export async function signInAgain(
  ports: Pick<AppPorts, 'accounts'>,
  attempt: { readonly signedIn: SignedIn; readonly password: string },
): Promise<void> {
  try {
    await ports.accounts.confirm(attempt)
  } catch (error) {
    if (error instanceof Refusal && error.faults[0]?.code === 'sign-in.refused') refuseAgain()
    throw error
  }
}

function refuseAgain(): never {
  return refuse('sign-in.again', {
    at: ['body', 'password'],
    text: { zh: '密码不对，未作确认。', en: 'The password is wrong; nothing was confirmed.' },
    hint: { zh: '请输入您登录用的密码。', en: 'Enter the password that you sign in with.' },
  })
}

/** Changes to another organisation of the account. Refuses with `organisation.unknown`. */
export async function switchOrganisation(
  ports: Pick<AppPorts, 'accounts' | 'organisations' | 'rosters' | 'clock'>,
  change: { readonly secret: string; readonly signedIn: SignedIn; readonly organisation: string },
): Promise<{ readonly org: Session['org']; readonly member: Membership } | null> {
  const org = await ports.organisations.byPublicId(change.organisation)
  const known = org && (await ports.accounts.membership(change.signedIn.account, org.id))
  const member = org && known ? await membershipInForce(ports, org, known) : null
  if (!org || !member) return null
  await ports.accounts.switchTo({ secret: change.secret, org: org.id })
  return { org, member }
}
