/** Which report a code in an annex points to: where its signature stands, and what it says. */
export interface PointedReport {
  /** Origin of the log. */
  readonly log: string
  readonly size: number
  /** Base64. */
  readonly root: string
  /** Digest of the report, hex. */
  readonly report: string
}

/**
 * Reads what stands after the `#` of the address that `proofAddress` writes; null for anything
 * else. The part after `#` never reaches a server.
 */
export function readPointedReport(hash: string): PointedReport | null {
  const said = new URLSearchParams(hash.replace(/^#/, ''))
  const [log, root, report] = [said.get('log'), said.get('root'), said.get('report')]
  const size = Number(said.get('size'))
  if (!log || !root || !report || !Number.isSafeInteger(size) || size < 1) return null
  // An address that was typed or passed on may carry a plus unescaped.
  return { log, size, root: root.replaceAll(' ', '+'), report }
}

/** How a verified file compares with what the code points to. */
export function matchPointed(
  pointed: PointedReport,
  found: {
    readonly digest: string | null
    readonly log: { readonly origin: string } | null
    readonly provedAt: { readonly size: number; readonly root: string } | null
  },
): 'same' | 'other-report' | 'other-log' {
  if (found.digest !== pointed.report || found.log?.origin !== pointed.log) return 'other-report'
  const { provedAt } = found
  const isSameTree = provedAt?.size === pointed.size && provedAt.root === pointed.root
  return isSameTree ? 'same' : 'other-log'
}
