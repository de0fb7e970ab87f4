import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import type { SealedReport } from '../../report/evidence/evidence.ts'
import { parseSealed } from '../../report/verify/sealed-form.ts'
import type { Verification } from '../../report/verify/verification.ts'
import { verifyReport } from '../../report/verify/verify-report.ts'
import { toBase64 } from '../../log/base64.ts'
import type { AppPorts } from '../app-ports.ts'
import type { Appended, Session } from '../ports.ts'
import { readValues } from '../read-values.ts'
import { todayIn } from '../today.ts'
import { cosignLog } from './cosign-log.ts'
import type { CosignedLog } from './cosign-log.ts'
import { receivedRegister } from './received-register.ts'
import { watchedLog } from './watch-log.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'received' | 'crypto' | 'clock' | 'organisations' | 'files' | 'rosters'
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
 * not hold (`received.broken`, each finding named), one of an unknown log (`received.stranger`),
 * one of a second history of a known log (`received.fork`), and one that came before
 * (`received.again`, with the record of the first).
 */
export async function receiveReport(
  ports: Needs,
  session: Session,
  bytes: Uint8Array,
): Promise<ReceivedReport> {
  const register = receivedRegister(session)
  const { sealedText, words } = await ports.files.readSealed(bytes)
  const sealed = sealedText === null ? null : parseSealed(sealedText)
  if (sealed === null || sealed.signing === null) refuseUnsigned()
  if (words === null) refuseWordless()
  const log = await watchedLog(ports, session, sealed.evidence.organisation.origin)
  if (log === null) refuseStranger(sealed)
  const verification = verifyReport(ports.crypto, { carried: sealedText, words, key: log.vkey })
  if (!verification.holds) refuseBroken(verification)
  const { cosigned, growth } = await cosignLog(ports, session, { log, sealed })
  const sha256 = toBase64(ports.crypto.sha256(bytes))
  const digest = verification.digest ?? ''
  const today = todayIn(session.org.zone, ports.clock)
  const { today: _, ...written } = await readValues(ports, session, {
    register,
    raw: {
      sender: log.name,
      title: sealed.document.title,
      year: sealed.document.year,
      receivedOn: today,
      step: 'received',
      digest,
      file: sha256,
      log: log.origin,
      checkpoint: verification.provedAt?.size ?? 0,
      root: verification.provedAt?.root ?? '',
      claims: claimsText(verification),
      ...(cosigned ? { cosignature: cosigned.line.trim(), witness: cosigned.vkey } : {}),
    },
  })
  const appended = await ports.store.append(session.org.id, {
    ...written,
    kind: 'create',
    register: register.id,
    ...{ record: null, expected: null, lateDays: 0, lateReason: null, state: 'live' },
    actor: session.actor.id,
    pack: session.pack.digest,
    // The log itself remembers what arrived: of two arrivals at once one is the first.
    idempotency: { key: `received ${digest}`, digest },
  })
  const record = appended.record?.id ?? ''
  // Also after a repeated arrival: the first may have been cut off before its file was kept.
  await ports.received.keepFile(session.org.id, {
    ...{ record, sha256, bytes, receivedAt: appended.recordedAt },
  })
  if (appended.repeated) refuseAgain(appended)
  return { appended, verification, growth }
}

function claimsText({ claims }: Verification): string {
  const count = (verdict: string) => claims.filter((one) => one.verdict === verdict).length
  const proved = `证实 ${count('proved')}`
  return `${claims.length} 处表述：${proved}，至少 ${count('atLeast')}，书面确认 ${count('attested')}`
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

function refuseStranger({ evidence }: SealedReport): never {
  const { origin, name } = evidence.organisation
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

function refuseAgain({ record, recordedAt, receipt }: Appended): never {
  throw new Refusal([
    {
      ...fault('received.again', {
        at: ['file'],
        text: {
          zh: `这份报告已于 ${recordedAt.slice(0, 10)} 收到，不重复接收。`,
          en: `This report was received on ${recordedAt.slice(0, 10)} already.`,
        },
        hint: { zh: '请打开先前的记录办理。', en: 'Open the record of the first arrival.' },
      }),
      more: { record: record?.id ?? '', recordedAt, receipt },
    },
  ])
}
