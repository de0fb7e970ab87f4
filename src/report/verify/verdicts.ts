import type { Label } from '../../ledger/label.ts'
import type { ContentCount, Tone } from './content-states.ts'
import { contentCounts, contentStates, countsLine, stateOf, toneOf } from './content-states.ts'
import type { ClaimResult, Verification } from './verification.ts'

/** A verdict as a reader is told it. */
export interface Verdict {
  readonly tone: Tone
  readonly sentence: Label
}

/** How a file stands to what was signed. */
export type FileState = 'unchanged' | 'uncompared' | 'unread' | 'draft' | 'unmarked' | 'broken'

/**
 * The two verdicts on a report, which are never made one: whether words and signature are as they
 * were, and how what the report says stands to its ledger. A genuine file may say what is not so.
 */
export interface Verdicts {
  readonly file: Verdict & { readonly state: FileState }
  readonly content: Verdict & { readonly counts: readonly ContentCount[] }
}

/** Both verdicts on a verified file: page, command, offline page and received record say these. */
export function verdictsOf(found: Verification): Verdicts {
  return {
    file: fileVerdict(fileState(found), found),
    content: contentVerdict(contentCounts(found)),
  }
}

/** Both verdicts as they were kept in one line of text: see `verdictsText`. */
export function readVerdicts(text: string): Verdicts | null {
  const [file = '', ...said] = text.split(' ')
  const state = keptStates.find((one) => file === `file=${one}`)
  const counts = said.map((part) => {
    const [, id, digits] = /^([a-zA-Z]+)=(\d{1,6})$/.exec(part) ?? []
    const known = contentStates.find((one) => one.id === id)
    return known ? { state: known, count: Number(digits) } : null
  })
  // What a later version counts beside is not told by halves.
  if (state === undefined || counts.includes(null)) return null
  return {
    file: fileVerdict(state, { claims: [], findings: [] }),
    content: contentVerdict(counts.filter((one) => one !== null)),
  }
}

/** `file=unchanged proved=62 attested=13`: what a record keeps, in no language. */
export function verdictsText({ file, content }: Verdicts): string {
  const counts = content.counts.map(({ state, count }) => `${state.id}=${count}`)
  return [`file=${file.state}`, ...counts].join(' ')
}

/** Claims in the order in which they are read: what does not stand, what was kept, the rest. */
export function byConcern(claims: readonly ClaimResult[]): readonly ClaimResult[] {
  const order = (one: ClaimResult) => concern.indexOf(stateOf(one).tone)
  return [...claims].sort((one, other) => order(one) - order(other))
}

const concern: readonly Tone[] = ['bad', 'open', 'good']

function contentVerdict(counts: readonly ContentCount[]): Verdicts['content'] {
  return { tone: toneOf(counts), sentence: countsLine(counts), counts }
}

/** States that stand by themselves: a record keeps no file that is broken. */
const keptStates: readonly FileState[] = ['unchanged', 'uncompared']

function fileVerdict(
  state: FileState,
  { findings }: Pick<Verification, 'claims' | 'findings'>,
): Verdicts['file'] {
  const faults = findings.filter(({ weight }) => weight === 'broken')
  const broken = faults.length
  switch (state) {
    case 'unchanged':
      return { state, tone: 'good', sentence: says.unchanged }
    case 'uncompared':
      return { state, tone: 'open', sentence: says.uncompared }
    case 'unread':
      return { state, tone: 'open', sentence: says.unread }
    case 'unmarked':
      return { state, tone: 'bad', sentence: says.unmarked }
    case 'draft':
      return { state, tone: 'bad', sentence: broken === 0 ? says.draft : says.differingDraft }
    case 'broken':
      return {
        state,
        tone: 'bad',
        sentence: faults.every(({ code }) => ofBelief.has(code))
          ? says.unbelieved
          : {
              zh: `文件：与签发时不一致，${broken}处问题`,
              en: `File: not as it was signed; faults: ${broken}`,
            },
      }
  }
}

function fileState(found: Verification): FileState {
  const { state, findings } = found
  if (state !== 'signed') return state
  if (isUnread(found)) return 'unread'
  if (findings.some(({ weight }) => weight === 'broken')) return 'broken'
  const has = (code: string) => findings.some((one) => one.code === code)
  return has('text.absent') && !has('pdf.exact') ? 'uncompared' : 'unchanged'
}

/** Nothing is wrong with such a file: where it was opened its words cannot be read. */
function isUnread({ findings }: Verification): boolean {
  const faults = findings.filter(({ weight }) => weight === 'broken')
  return faults.length > 0 && faults.every(({ code }) => code === 'pdf.words')
}

// The file is as its own key signed it; whether that is the unit's key is what is not shown.
const ofBelief: ReadonlySet<string> = new Set(['key.not-pinned', 'key.lost'])

const says = {
  unbelieved: {
    zh: '文件：签署它的公钥不是您指定的，是否由该单位签发没有得到证明',
    en: 'File: signed by a key that is not the one you gave; that the unit signed it is not proved',
  },
  unchanged: { zh: '文件：文字与签名未被改动', en: 'File: words and signature are unchanged' },
  uncompared: {
    zh: '文件：签名有效；文件上的文字没有比对，请与证据所载的正文对照',
    en: 'File: the signature holds; the words of the file were not compared with it',
  },
  unread: {
    zh: '文件：签名有效，但这里读不出 PDF 上的文字，请核验同一报告的 Word 文件',
    en: 'File: the signature holds, but the words of a PDF are not read here; verify the Word file',
  },
  unmarked: { zh: '文件：不能核验，没有可用的证据', en: 'File: no evidence, nothing to verify' },
  draft: { zh: '文件：未签发的草稿', en: 'File: a draft that nobody signed' },
  differingDraft: {
    zh: '文件：未签发的草稿，且有不符之处',
    en: 'File: a draft that nobody signed, with differences',
  },
} satisfies { readonly [state: string]: Label }
