import { core } from '../../ledger/core/core-registers.ts'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import type { Register } from '../../ledger/register/register.ts'
import { hashFromBase64, toBase64 } from '../../log/base64.ts'
import type { Arrival, BelievedLog } from '../../report/receive/arrival.ts'
import { verdictsOf, verdictsText } from '../../report/verify/verdicts.ts'
import type { Verification } from '../../report/verify/verification.ts'
import { answeredCall } from '../calls/answered-call.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { isTreeHere } from '../log/tree-of-log.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { WatchedLog } from '../ports/received-ports.ts'
import type { Appended, Organisation, Session } from '../ports/store-ports.ts'
import { changeWatchedKey } from '../watching/change-watched-key.ts'
import type { CosignedLog } from '../watching/cosign-log.ts'
import { saidOfLog } from '../watching/cosign-log.ts'
import { watchedLog } from '../watching/watch-log.ts'
import { cosignReported } from './cosign-reported.ts'
import { enterArrival } from './enter-arrival.ts'
import { receivedRegister, receivedRegisterId } from './received-register.ts'

/** What receiving a report needs. */
export type ReceivePorts = Pick<
  AppPorts,
  'store' | 'received' | 'crypto' | 'clock' | 'organisations' | 'outside' | 'rosters'
>

/** A report that arrived: its record, and all that was verified of it. */
export interface ReceivedReport {
  readonly appended: Appended
  readonly verification: Verification
  /** How the sender's log stands to what was seen of it before. */
  readonly growth: CosignedLog['growth']
}

/**
 * Takes a report of another body: verified on arrival under the key that is believed of its
 * sender, cosigned where its log extends what was seen, recorded once. Refuses a file that does
 * not hold (`received.broken`, each finding named), one that is as it was signed but by a key that
 * nothing leads to (`received.other-key`), one of an unknown log (`received.stranger`),
 * one under a key that nothing known vouches for (`received.key-lost`, `received.key-unshown`), one
 * of a second history of a known log (`received.fork`), and one that came before
 * (`received.again`, with the record of the first); an answer to a call as `answeredCall` does.
 * `isVouched`: it did not come by itself, but was carried and is its sender's own word. Without
 * that a key that was replaced vouches for nothing that was not seen (`received.old-key`), unless
 * the log of its sender is kept on this server and has the tree that was signed. A year pack brings
 * the whole log: under the key believed now it answers for reports of whichever key.
 */
export async function receiveReport(
  ports: ReceivePorts,
  session: Session,
  bytes: Uint8Array,
  { isVouched = false }: { readonly isVouched?: boolean } = {},
): Promise<ReceivedReport> {
  const register = receivedRegister(session)
  const { org } = session
  const watched = await ports.received.watched(org.id)
  const own = (origin: string) => watchedLog(ports, session, origin)
  const stands = async (one: Verified) => isVouched || (await standsHere(ports, one))
  const { log, arrived } = await judgeReport(ports, org, { file: bytes, watched, own, stands })
  const { verification, origin, answers } = arrived
  const answered = await answeredCall(ports, session, { register, origin, answers, verification })
  const witnessed = await cosignReported(ports, session, { log, file: bytes })
  const { growth } = witnessed
  // Under a former key; what extends the tree that was seen stands in it.
  if (arrived.key !== log.vkey && growth !== 'extends') {
    const spent = await ports.received.spentKeys(org.id, log.origin)
    if (spent.includes(arrived.key) && !(await stands(arrived))) refuseOldKey(log.name)
  }
  if (arrived.key === log.vkey) await followKey(ports, session, { log, arrived, growth })
  const sha256 = toBase64(ports.crypto.sha256(bytes))
  const digest = verification.digest ?? ''
  const today = todayIn(session.org.zone, ports.clock)
  const corrects = await correctedOf(ports, session, arrived)
  const raw = {
    sender: log.name,
    title: arrived.title,
    year: arrived.year,
    receivedOn: today,
    step: 'received',
    digest,
    file: sha256,
    ...saidOfLog(log, verification.provedAt ?? { size: 0, root: '' }, witnessed),
    ...verdictFields(register, verification),
    ...answered,
    ...(corrects === null ? {} : { corrects }),
  }
  const arrival = { register, raw, digest, sha256, bytes }
  const appended = await enterArrival(ports, session, arrival)
  return { appended, verification, growth }
}

type Verified = Extract<Arrival, { kind: 'verified' }>

/**
 * What holds of a report that arrived, and the log that it is of; nothing is written about it.
 * `own`: the log of an origin that is not watched yet; `stands`: whether more than a key that was
 * replaced speaks for what it signed. Refuses as `receiveReport` does.
 */
export async function judgeReport<L extends BelievedLog & { readonly name: string }>(
  { outside }: Pick<ReceivePorts, 'outside'>,
  org: Organisation,
  given: {
    readonly file: Uint8Array
    readonly watched: readonly L[]
    readonly own: (origin: string) => Promise<L | null>
    readonly stands: (arrived: Verified) => Promise<boolean>
  },
): Promise<{ readonly log: L; readonly arrived: Verified }> {
  const { file, watched } = given
  const ask = (logs: readonly L[]) => outside.read('arrival', { file, watched: logs }, org.id)
  const first = await ask(watched)
  // A body below on this server is watched as soon as it sends something.
  const own = first.kind === 'stranger' ? await given.own(first.origin) : null
  const arrived = own === null ? first : await ask([own])
  if (arrived.kind === 'unsigned') refuseUnsigned()
  if (arrived.kind === 'wordless') refuseWordless()
  if (arrived.kind === 'stranger') refuseStranger(arrived)
  const log = [...watched, ...(own ? [own] : [])].find(({ origin }) => origin === arrived.origin)
  if (log === undefined) throw new Error(`an arrival of the unwatched log ${arrived.origin}`)
  const { verification } = arrived
  if (verification.findings.some(({ code }) => code === 'key.lost')) refuseLost(log.name)
  if (isOfOtherKey(verification)) refuseOtherKey(log.name)
  if (!verification.holds) refuseBroken(verification)
  if (arrived.isBeyondSeen && !(await given.stands(arrived))) refuseOldKey(log.name)
  return { log, arrived }
}

async function standsHere(
  ports: ReceivePorts,
  { origin, verification }: Verified,
): Promise<boolean> {
  const { provedAt } = verification
  const root = hashFromBase64(provedAt?.root ?? '')
  if (provedAt === null || root === null) return false
  return isTreeHere(ports, origin, { size: provedAt.size, root })
}

// The old key vouches for the new one, but only a log that grew out of what was seen is the same.
async function followKey(
  ports: ReceivePorts,
  session: Session,
  given: {
    readonly log: WatchedLog
    readonly arrived: Verified
    readonly growth: CosignedLog['growth']
  },
): Promise<void> {
  const { log, arrived, growth } = given
  const vkey = arrived.signedBy
  if (vkey === log.vkey) return
  if (growth !== 'extends') refuseUnshown(log)
  await changeWatchedKey(ports, session, { log, vkey, how: 'followed', reason: null })
}

/** The report received before that this one says it corrects; null where it names none we have. */
async function correctedOf(
  { store }: Pick<AppPorts, 'store'>,
  { org }: Session,
  { origin, corrects }: Verified,
): Promise<string | null> {
  if (corrects === null) return null
  const where = { digest: corrects.digest, log: origin }
  const { items } = await store.read(org.id, (reader) =>
    reader.records({ register: receivedRegisterId, where, limit: 1 }),
  )
  return items[0]?.id ?? null
}

/** What stands in the record, and with the reply before the sender: in words, and as counts. */
function verdictFields({ fields }: Register, verification: Verification) {
  const verdicts = verdictsOf(verification)
  const { claims, verdicts: counted } = core.receivedReport.names
  // A pack that was adopted before has no such field.
  const knows = fields.some(({ id }) => id === counted)
  return {
    [claims]: `${verdicts.file.sentence.zh}。${verdicts.content.sentence.zh}。`,
    ...(knows ? { [counted]: verdictsText(verdicts) } : {}),
  }
}

function refuseUnsigned(): never {
  return refuse('received.unsigned', {
    at: ['file'],
    text: {
      zh: '这不是已签发的报告文件：其中没有签发记录和依据。',
      en: 'This is no signed report: it carries neither signature nor evidence.',
    },
    hint: {
      zh: '请报送单位在“报告”页面签发、定稿后下载文件再报送。',
      en: 'The sender signs and freezes it on the page Reports and sends the file from there.',
    },
  })
}

function refuseWordless(): never {
  return refuse('received.wordless', {
    at: ['file'],
    text: {
      zh: '这种文件的文字无法与签发时逐段比对。',
      en: 'The words of such a file cannot be compared with what was signed.',
    },
    hint: { zh: '请报送 Word 文件（.docx）。', en: 'Send the Word file (.docx).' },
  })
}

function refuseStranger({ origin, name }: Extract<Arrival, { kind: 'stranger' }>): never {
  return refuse('received.stranger', {
    at: ['file'],
    text: {
      zh: `报送单位“${name.zh}”的日志公钥尚未登记，无法确认是谁报送的。`,
      en: `The log key of “${name.en}” is not known here, so nobody can tell who sent this.`,
    },
    hint: {
      zh: `请与报送单位核对公钥（以“${origin}”开头），登记后再接收。`,
      en: `Compare the key (it begins with “${origin}”) with the sender and register it first.`,
    },
  })
}

function refuseOldKey(name: string): never {
  return refuse('received.old-key', {
    at: ['file'],
    text: {
      zh: `报告由“${name}”已更换的公钥签署，看不出是更换之前签的，没有接收。`,
      en: `This is signed by a key that “${name}” has replaced, and nothing shows that it was before.`,
    },
    hint: {
      zh: '旧密钥可能被盗用：请保留文件，告知报送单位和审计管理员。确为更换之前签的，请对方现在重新导出这份报告的年度证据包（.zip）报来：包里的日志由现在的公钥签署，能证明报告早已在内。',
      en: 'The old key may be in strange hands: keep the file, tell the sender and the auditor. If it was signed before, ask the sender to export the year pack (.zip) of this report now and to send that: the log in it is signed by the key of today and has the report in it.',
    },
  })
}

/** Nothing is wrong with the file itself. */
function isOfOtherKey({ findings }: Verification): boolean {
  const faults = findings.filter(({ weight }) => weight === 'broken')
  return faults.length > 0 && faults.every(({ code }) => code === 'key.not-pinned')
}

function refuseOtherKey(name: string): never {
  return refuse('received.other-key', {
    at: ['file'],
    text: {
      zh: `报告不是由“${name}”登记在这里的公钥签署的，也看不出由它更换而来，没有接收。`,
      en: `This is signed by another key than the one known here of “${name}”, and nothing leads from one to the other.`,
    },
    hint: {
      zh: '请当面或电话与报送单位核对公钥，不要只凭文件里的公钥。是对方更换公钥之前签的，请对方现在重新导出这份报告的年度证据包（.zip）报来：包里的日志由现在的公钥签署，能证明报告早已在内。',
      en: 'Compare the keys with the sender face to face or by telephone, and believe none from a file alone. If it was signed before a change of keys, ask the sender to export the year pack (.zip) of this report now and to send that: the log in it is signed by the key of today and has the report in it.',
    },
  })
}

function refuseLost(name: string): never {
  return refuse('received.key-lost', {
    at: ['file'],
    text: {
      zh: `“${name}”的日志称原密钥已丢失，登记的公钥不能为新公钥作证，没有接收。`,
      en: `The log of “${name}” says that its key was lost: the key known here vouches for no other.`,
    },
    hint: {
      zh: '请当面或电话核实新公钥，由管理员在“见证的日志”中换用并写明理由，再接收。',
      en: 'Confirm the new key face to face; the administrator accepts it under Logs we witness.',
    },
  })
}

function refuseUnshown({ name, size }: WatchedLog): never {
  return refuse('received.key-unshown', {
    at: ['file'],
    text: {
      zh: `“${name}”更换了公钥，但文件看不出其日志是否由见证过的第 ${size} 条延续而来，没有接收。`,
      en: `“${name}” rotated its key, and the file does not show that its log extends the ${size} seen.`,
    },
    hint: {
      zh: '请当面或电话核实新公钥，由管理员在“见证的日志”中换用并写明理由，再接收。',
      en: 'Confirm the new key face to face; the administrator accepts it under Logs we witness.',
    },
  })
}

function refuseBroken({ findings, claims }: Verification): never {
  const wrong = claims.filter(({ verdict }) => broken.has(verdict))
  throw new Refusal([
    fault('received.broken', {
      at: ['file'],
      text: {
        zh: '核验不通过，没有接收。',
        en: 'It does not hold, and was not received.',
      },
      hint: {
        zh: '请把下列各处告知报送单位，由其更正后重新报送。',
        en: 'Tell the sender what is listed; a corrected version may be sent.',
      },
    }),
    ...findings
      .filter(({ weight }) => weight === 'broken')
      .map(({ code, sentence }) => fault(code, { at: ['file'], text: sentence, hint: noHint })),
    ...wrong.map(({ claim, sentence, verdict }) =>
      fault(`claim.${verdict}`, { at: ['claims', claim], text: sentence, hint: noHint }),
    ),
  ])
}

const broken: ReadonlySet<string> = new Set(['contradicted', 'changed', 'missing'])
const noHint = { zh: '', en: '' }
