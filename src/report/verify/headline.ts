import type { Label } from '../../ledger/label.ts'
import { verdictWords } from '../evidence/annex.ts'
import { statedNumbers } from './stated-numbers.ts'
import type { ClaimResult, Verification } from './verification.ts'

/** How the claims of a report stand; each is in one of these, `numbers` stand in none. */
export interface ClaimCounts {
  readonly all: number
  readonly proved: number
  readonly atLeast: number
  /** By attestation or signature, with nothing against it. */
  readonly attested: number
  /** Against the ledger, and kept by the first responsible person with a reason. */
  readonly against: number
  /** Kept with a reason though nothing supports it, or a number bound to nothing. */
  readonly unsupported: number
  /** What does not stand: contradicted and not kept, changed, missing. */
  readonly contradicted: number
  readonly changed: number
  readonly missing: number
  /** Numbers in the text that stand in no claim. */
  readonly numbers: number
  /** What the ledger has and the report leaves out, as it says itself. */
  readonly notMentioned: number
}

/**
 * What a reader is told first. `good` only where words and signature are as they were and nothing
 * in the report goes against its ledger or without support; `open` where the file is genuine and
 * something does; `bad` where the file is not what was signed.
 */
export interface Headline {
  readonly tone: 'good' | 'open' | 'bad'
  readonly sentence: Label
  readonly counts: ClaimCounts
}

/** The headline of a verified file: page, command, offline page and received record say this. */
export function headlineOf(found: Verification): Headline {
  const counts = countsOf(found)
  const { holds } = found
  const isOpen = counts.against + counts.unsupported + counts.numbers > 0
  const isGenuine = holds || isUnread(found)
  if (!isGenuine || !isOpen) {
    return { tone: holds ? 'good' : 'bad', sentence: plainSentence(found), counts }
  }
  const { zh, en } = genuine(found)
  const parts = remainders(counts)
  return {
    tone: holds ? 'open' : 'bad',
    sentence: {
      zh: `${zh}；另有${parts.map((one) => one.zh).join('、')}。`,
      en: `${en}; yet ${parts.map((one) => one.en).join(', ')}.`,
    },
    counts,
  }
}

/** All counts in one line; null where the file has no claims and no numbers. */
export function countsLine(counts: ClaimCounts): Label | null {
  const { all, proved, atLeast, attested, against, unsupported, numbers, notMentioned } = counts
  if (all + numbers + notMentioned === 0) return null
  const { contradicted, changed, missing } = counts
  const free = numbers > 0 ? `；表述之外的数字${numbers}处没有依据` : ''
  const freeEn = numbers > 0 ? `; numbers outside claims, without support: ${numbers}` : ''
  const left = notMentioned > 0 ? `；未提及${notMentioned}项` : ''
  const leftEn = notMentioned > 0 ? `; not mentioned: ${notMentioned}` : ''
  return {
    zh: `表述${all}处：已证明${proved}，至少如此${atLeast}，由人确认${attested}，与台账不符${contradicted + against}（说明理由保留${against}），没有依据${unsupported}，已被改动${changed}，缺失${missing}${free}${left}`,
    en: `${all} claims: ${proved} proved, ${atLeast} at least, ${attested} attested, ${contradicted + against} against the ledger (${against} kept with a reason), ${unsupported} without support, ${changed} changed, ${missing} missing${freeEn}${leftEn}`,
  }
}

/** The verdict on one claim in words. What was let stand is not called merely attested. */
export function verdictOf({ verdict, kept }: ClaimResult): Label {
  if (kept === 'contradicted') {
    return { zh: '与台账不符，说明理由保留', en: 'Against the ledger, kept with a reason' }
  }
  if (kept === 'missing') {
    return { zh: '没有依据，说明理由保留', en: 'Without support, kept with a reason' }
  }
  return verdictWords[verdict]
}

/** Claims in the order in which they are read: what does not stand, what was kept, the rest. */
export function byConcern(claims: readonly ClaimResult[]): readonly ClaimResult[] {
  const order = (one: ClaimResult) => (!standing.has(one.verdict) ? 0 : one.kept ? 1 : 2)
  return [...claims].sort((one, other) => order(one) - order(other))
}

function countsOf({ claims, unbound, notMentioned }: Verification): ClaimCounts {
  const verdicts = (verdict: string) => claims.filter((one) => one.verdict === verdict).length
  const against = claims.filter(({ kept }) => kept === 'contradicted').length
  const unsupported = claims.filter((one) => one.kept === 'missing' || isBare(one)).length
  return {
    all: claims.length,
    proved: verdicts('proved'),
    atLeast: verdicts('atLeast'),
    attested: verdicts('attested') - against - unsupported,
    against,
    unsupported,
    contradicted: verdicts('contradicted'),
    changed: verdicts('changed'),
    missing: verdicts('missing'),
    numbers: unbound,
    notMentioned: notMentioned.length,
  }
}

/** A claim that states a number and rests on nothing but the signature. */
function isBare({ verdict, kept, figure, duty, records, text }: ClaimResult): boolean {
  const isBound = figure !== null || duty !== null || records > 0
  return verdict === 'attested' && !kept && !isBound && statedNumbers(text).length > 0
}

function remainders({ against, unsupported, numbers }: ClaimCounts): Label[] {
  const without = unsupported + numbers
  return [
    ...(against > 0
      ? [
          {
            zh: `${against}处表述与台账不符（已说明理由）`,
            en: `${against} claim${against === 1 ? ' goes' : 's go'} against the ledger (kept with a reason)`,
          },
        ]
      : []),
    ...(without > 0
      ? [
          {
            zh: `${without}处数字或表述没有依据`,
            en: `${without} number${without === 1 ? ' or claim has' : 's or claims have'} no support`,
          },
        ]
      : []),
  ]
}

function genuine(found: Verification): Label {
  if (!found.holds) return unread
  if (isUncompared(found)) return uncompared
  return { zh: '文字与签名未被改动', en: 'Words and signature are unchanged' }
}

const unread: Label = {
  zh: '尚不能下结论：证据成立，但这里读不出 PDF 上的文字，请核验同一报告的 Word 文件',
  en: 'Open: the evidence holds, but the words of a PDF are not read here; verify the Word file',
}
const uncompared: Label = {
  zh: '证据核验通过；文件上的文字没有比对，请与证据所载的正文对照',
  en: 'The evidence holds; the words of the file were not compared with it',
}

function isUncompared({ findings }: Verification): boolean {
  const has = (code: string) => findings.some((one) => one.code === code)
  return has('text.absent') && !has('pdf.exact')
}

/** Nothing is wrong with such a file: where it was opened its words cannot be read. */
function isUnread({ state, claims, findings }: Verification): boolean {
  const faults = findings.filter(({ weight }) => weight === 'broken')
  if (state !== 'signed' || faults.length === 0) return false
  const isWords = faults.every(({ code }) => code === 'pdf.words')
  return isWords && claims.every(({ verdict }) => standing.has(verdict))
}

function plainSentence(found: Verification): Label {
  const { holds, state, claims, findings } = found
  const broken = findings.filter(({ weight }) => weight === 'broken').length
  const ended = ({ zh, en }: Label) => ({ zh: `${zh}。`, en: `${en}.` })
  if (isUnread(found)) return ended(unread)
  if (holds && isUncompared(found)) return ended(uncompared)
  if (holds) return { zh: '核验通过：报告与签发时一致。', en: 'It holds: the report is as signed.' }
  if (state === 'unmarked') {
    return { zh: '不能核验：没有可用的证据。', en: 'It cannot be verified: there is no evidence.' }
  }
  if (state === 'draft') {
    return broken === 0
      ? { zh: '未签发的草稿，不能作为签发的报告。', en: 'A draft that nobody signed.' }
      : { zh: '未签发的草稿，且有不符之处。', en: 'A draft that nobody signed, with differences.' }
  }
  const wrong = claims.filter(({ verdict }) => !standing.has(verdict)).length
  return {
    zh: `核验不通过：${broken}处问题，${wrong}处表述不成立。`,
    en: `It does not hold. Faults: ${broken}; claims that do not stand: ${wrong}.`,
  }
}

const standing: ReadonlySet<string> = new Set(['proved', 'atLeast', 'attested'])
