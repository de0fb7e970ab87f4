import type { Span } from './marked-text.ts'

export function meets(a: Span, b: Span): boolean {
  return Math.min(a.end, b.end) > Math.max(a.start, b.start)
}

/** Harmonic mean of precision and recall, by overlap; 1 where there is nothing to find. */
export function f1(labelled: readonly Span[], read: readonly Span[]): number {
  const found = labelled.filter((a) => read.some((b) => meets(a, b))).length
  const right = read.filter((b) => labelled.some((a) => meets(a, b))).length
  return labelled.length + read.length === 0 ? 1 : (found + right) / (labelled.length + read.length)
}
