import type { Span } from '../span.ts'

/** Finds which of many stretches lie over one, without looking at all of them. */
export interface SpanIndex<S> {
  /** In order of their start. */
  overlapping(span: Span): readonly S[]
  touches(span: Span): boolean
}

/** An index over stretches that may nest and overlap. */
export function spanIndex<S extends Span>(given: readonly S[]): SpanIndex<S> {
  const spans = given.toSorted((a, b) => a.start - b.start)
  // The furthest end of all up to each one says where looking back may stop.
  const furthest: number[] = []
  let far = -Infinity
  for (const { end } of spans) furthest.push((far = Math.max(far, end)))

  function* backwards(span: Span): Generator<S> {
    for (let at = startingBefore(spans, span.end) - 1; at >= 0; at--) {
      if ((furthest[at] ?? 0) <= span.start) return
      const one = spans[at]
      if (one && overlaps(one, span)) yield one
    }
  }

  return {
    overlapping: (span) => [...backwards(span)].toReversed(),
    touches: (span) => backwards(span).next().done !== true,
  }
}

function startingBefore(spans: readonly Span[], end: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.start ?? Infinity) < end) low = middle + 1
    else high = middle
  }
  return low
}

function overlaps(a: Span, b: Span): boolean {
  return Math.min(a.end, b.end) > Math.max(a.start, b.start)
}
