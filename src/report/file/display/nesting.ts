import { knownElements } from './known-elements.ts'

const blocks = ['w:body', 'w:tc', 'w:hdr', 'w:ftr']

/**
 * Where elements stand that hold words (ECMA-376, part 1, 17). Put elsewhere, one program reads
 * the words and the next leaves them out. A content control stands where its contents may.
 */
const placesOf: { readonly [name: string]: readonly (string | null)[] | undefined } = {
  'w:document': [null],
  'w:hdr': [null],
  'w:ftr': [null],
  'w:body': ['w:document'],
  'w:tbl': blocks,
  'w:tr': ['w:tbl'],
  'w:tc': ['w:tr'],
  'w:p': blocks,
  'w:r': ['w:p', 'w:fldSimple'],
  'w:t': ['w:r'],
  'w:br': ['w:r'],
  'w:cr': ['w:r'],
  'w:tab': ['w:r', 'w:tabs'],
  'w:sdt': [...blocks, 'w:tbl', 'w:tr', 'w:p'],
}

/** Whether an element of this name may stand within those that are open, the outermost first. */
export function isInPlace(name: string, open: readonly string[]): boolean {
  if (name === 'w:sdtContent') return open.at(-1) === 'w:sdt'
  const places = placesOf[name]
  return places === undefined || places.includes(holderOf(open))
}

/** The innermost element that is known; a content control gives the place that it has itself. */
function holderOf(open: readonly string[]): string | null {
  for (let at = open.length - 1; at >= 0; at--) {
    const name = open[at] ?? ''
    if (name === 'w:sdtContent' && open[at - 1] === 'w:sdt') at--
    else if (knownElements.has(name) || name === 'w:fldSimple') return name
  }
  return null
}
