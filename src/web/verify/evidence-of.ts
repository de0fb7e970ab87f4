import type { ProofView } from '../../api/contract/record.ts'
import type { Opening } from '../../log/opening.ts'
import type { GivenProof } from './check-evidence.ts'

function isOpening(value: unknown): value is Opening {
  return typeof value === 'object' && value !== null && 'size' in value && 'fields' in value
}

/** The fields opened to this reader; where some are withheld, the size of the whole is said. */
function openingOf({ size, openings }: ProofView['payload']): Opening | null {
  const fields = openings as Opening['fields']
  return fields.length === 0 ? null : { size, fields }
}

/** The evidence of a record as the server hands it out, ready to be checked without it. */
export function evidenceOf(view: ProofView): GivenProof {
  return {
    entry: view.leafText,
    receipt: view.receipt,
    proof: view.proof,
    opening: openingOf(view.payload),
    keys: view.keys,
  }
}

/** The file a record's page offers: everything a stranger needs, as text. */
export function evidenceFile(view: ProofView): string {
  return `${JSON.stringify({ taizhang: 'evidence@1', ...evidenceOf(view) }, null, 2)}\n`
}

/** Reads what `evidenceFile` wrote; null when the text is something else. Never throws. */
export function readEvidenceFile(text: string): GivenProof | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof parsed !== 'object' || parsed === null || !('taizhang' in parsed)) return null
  const given = parsed as Readonly<Record<string, unknown>>
  const textOf = (name: string) => (typeof given[name] === 'string' ? String(given[name]) : null)
  const keys = given.keys as { log?: unknown; receipt?: unknown } | undefined
  return {
    entry: textOf('entry'),
    receipt: textOf('receipt'),
    proof: textOf('proof'),
    opening: isOpening(given.opening) ? given.opening : null,
    keys: { log: String(keys?.log ?? ''), receipt: String(keys?.receipt ?? '') },
  }
}

/** What kind of evidence a pasted text is; the canonical text of a sealed call begins so. */
export function kindOfText(text: string): 'call' | 'proof' | 'receipt' | 'entry' | 'file' | null {
  const start = text.trimStart()
  if (text.startsWith('{"checkpoint":"')) return 'call'
  if (start.startsWith('c2sp.org/tlog-proof')) return 'proof'
  if (start.startsWith('taizhang receipt')) return 'receipt'
  if (start.startsWith('{')) return readEvidenceFile(text) ? 'file' : 'entry'
  return null
}
