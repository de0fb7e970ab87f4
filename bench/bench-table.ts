/** One line of the table. */
export interface Line {
  readonly step: string
  readonly taizhang: string
  /** What it is held against, with its own number. */
  readonly limit: string
  readonly ratio: string
  /** As `target` of the project says it; empty where there is none. */
  readonly target: string
  /** Null where there is no target. */
  readonly met: boolean | null
}

const heads = ['step', 'Taizhang', 'limit in the same run', 'ratio', 'target', 'verdict'] as const

/** The lines as a Markdown table, its columns aligned for a terminal too. */
export function tableText(lines: readonly Line[]): string {
  const cells = lines.map(({ step, taizhang, limit, ratio, target, met }) => [
    step,
    taizhang,
    limit,
    ratio,
    target,
    met === null ? '' : met ? 'met' : 'MISSED',
  ])
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...cells.map((row) => row[at]?.length ?? 0)),
  )
  const row = (texts: readonly string[]) =>
    `| ${texts.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [row(heads), rule, ...cells.map(row)].join('\n')
}

/** A rate: `3,850/s`. */
export function rate(perSecond: number): string {
  return `${Math.round(perSecond).toLocaleString('en')}/s`
}

/** A time: `0.42 ms`, `12 ms`, `1.3 s`. */
export function time(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`
  return `${ms < 10 ? ms.toFixed(2) : Math.round(ms)} ms`
}

/** A share: `45 %`. */
export function share(ratio: number): string {
  return `${Math.round(ratio * 100)} %`
}

/** A multiple: `1.5 ×`. */
export function times(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(2) : Math.round(ratio)} ×`
}

/** Bytes: `241 KB`, `96 MB`. */
export function size(bytes: number): string {
  const kilobytes = bytes / 1024
  return kilobytes < 1000 ? `${Math.round(kilobytes)} KB` : `${Math.round(kilobytes / 1024)} MB`
}
