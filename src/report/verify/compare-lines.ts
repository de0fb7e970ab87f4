/** A place where the lines found differ from those expected. */
export type LineChange<T> =
  | { readonly kind: 'changed'; readonly expected: T; readonly found: string }
  | { readonly kind: 'removed'; readonly expected: T }
  | { readonly kind: 'added'; readonly after: T | null; readonly found: string }
  /** The same line, elsewhere: `after` is the line it stands behind now. */
  | { readonly kind: 'moved'; readonly expected: T; readonly after: T | null }

/** Lines compared at most; the longest report has a tenth of it. */
const linesMax = 20_000
/** Cells of the table of common lines at most; beyond it lines are paired in order. */
const cellsMax = 4_000_000

/** Words without what editors change by themselves: spaces, tabs, invisible marks. */
export function shownWords(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** What was changed, removed and added, by the longest common run of equal lines. */
export function compareLines<T extends { readonly text: string }>(
  expected: readonly T[],
  found: readonly string[],
): LineChange<T>[] {
  const wanted = expected.map(({ text }) => shownWords(text))
  const seen = found.slice(0, linesMax).map(shownWords)
  const lines = { wanted, seen }
  let start = 0
  while (start < wanted.length && start < seen.length && wanted[start] === seen[start]) start += 1
  let ends = 0
  const room = Math.min(wanted.length, seen.length) - start
  while (ends < room && wanted.at(-1 - ends) === seen.at(-1 - ends)) ends += 1
  const middle = { from: start, wantedTo: wanted.length - ends, seenTo: seen.length - ends }
  return movesIn(gapsOf(lines, middle).flatMap((gap) => changesIn(gap, expected, found)))
}

/** A line removed here and added there with the same words was moved. */
function movesIn<T extends { readonly text: string }>(
  changes: readonly LineChange<T>[],
): LineChange<T>[] {
  const arrived = new Map<string, Extract<LineChange<T>, { kind: 'added' }>[]>()
  for (const change of changes) {
    if (change.kind !== 'added') continue
    const words = shownWords(change.found)
    const known = arrived.get(words)
    if (known) known.push(change)
    else arrived.set(words, [change])
  }
  const settled = new Set<LineChange<T>>()
  const told = changes.map((change): LineChange<T> => {
    if (change.kind !== 'removed') return change
    const there = arrived.get(shownWords(change.expected.text))?.shift()
    if (!there) return change
    settled.add(there)
    return { kind: 'moved', expected: change.expected, after: there.after }
  })
  return told.filter((change) => !settled.has(change))
}

interface Lines {
  readonly wanted: readonly string[]
  readonly seen: readonly string[]
}

/** A stretch without common lines: indexes from (inclusive) and to (exclusive) on both sides. */
interface Gap {
  readonly wanted: readonly [number, number]
  readonly seen: readonly [number, number]
}

function gapsOf(
  lines: Lines,
  { from, wantedTo, seenTo }: { from: number; wantedTo: number; seenTo: number },
): Gap[] {
  const gaps: Gap[] = []
  let [wantedAt, seenAt] = [from, from]
  const close = (wanted: number, seen: number) => {
    if (wanted > wantedAt || seen > seenAt) {
      gaps.push({ wanted: [wantedAt, wanted], seen: [seenAt, seen] })
    }
    wantedAt = wanted + 1
    seenAt = seen + 1
  }
  for (const [wanted, seen] of commonLines(lines, { from, wantedTo, seenTo })) close(wanted, seen)
  close(wantedTo, seenTo)
  return gaps
}

/** Pairs of equal lines of a longest common subsequence, in order. */
function commonLines(
  { wanted, seen }: Lines,
  { from, wantedTo, seenTo }: { from: number; wantedTo: number; seenTo: number },
): [number, number][] {
  const [rows, columns] = [wantedTo - from, seenTo - from]
  if (rows === 0 || columns === 0 || rows * columns > cellsMax) return []
  const width = columns + 1
  const best = new Uint32Array((rows + 1) * width)
  const cell = (row: number, column: number) => best[row * width + column] ?? 0
  const isSame = (row: number, column: number) => wanted[from + row] === seen[from + column]
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      best[row * width + column] = isSame(row, column)
        ? cell(row + 1, column + 1) + 1
        : Math.max(cell(row + 1, column), cell(row, column + 1))
    }
  }
  const pairs: [number, number][] = []
  let [row, column] = [0, 0]
  while (row < rows && column < columns) {
    if (isSame(row, column)) pairs.push([from + row++, from + column++])
    else if (cell(row + 1, column) >= cell(row, column + 1)) row += 1
    else column += 1
  }
  return pairs
}

/** In a gap lines are paired with those they are like; what is left was removed or added. */
function changesIn<T extends { readonly text: string }>(
  { wanted, seen }: Gap,
  expected: readonly T[],
  found: readonly string[],
): LineChange<T>[] {
  const changes: LineChange<T>[] = []
  let at = seen[0]
  for (let index = wanted[0]; index < wanted[1]; index += 1) {
    const line = expected[index] as T
    const match = nextAlike(line.text, found, { from: at, to: seen[1], left: wanted[1] - index })
    if (match === null) changes.push({ kind: 'removed', expected: line })
    else {
      for (; at < match; at += 1) changes.push(addedAt(expected, index, found[at] ?? ''))
      changes.push({ kind: 'changed', expected: line, found: found[at++] ?? '' })
    }
  }
  for (; at < seen[1]; at += 1) changes.push(addedAt(expected, wanted[1], found[at] ?? ''))
  return changes
}

function addedAt<T>(expected: readonly T[], before: number, found: string): LineChange<T> {
  return { kind: 'added', after: expected[before - 1] ?? null, found }
}

function nextAlike(
  text: string,
  found: readonly string[],
  { from, to, left }: { from: number; to: number; left: number },
): number | null {
  if (from >= to) return null
  // As many lines on both sides: they changed in place.
  if (to - from === left) return from
  for (let at = from; at < to; at += 1)
    if (likeness(text, found[at] ?? '') >= likenessMin) return at
  return null
}

/** Lines that share half of their pairs of characters are the same line, changed. */
const likenessMin = 0.5

function likeness(one: string, other: string): number {
  const pairs = (text: string) => {
    const words = shownWords(text)
    return new Set(
      Array.from({ length: Math.max(words.length - 1, 0) }, (_, at) => words.slice(at, at + 2)),
    )
  }
  const [left, right] = [pairs(one), pairs(other)]
  if (left.size + right.size === 0) return 0
  const common = [...left].filter((pair) => right.has(pair)).length
  return (2 * common) / (left.size + right.size)
}
