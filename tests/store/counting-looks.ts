import type { Auditor } from '../../src/app/ports/audit-ports.ts'

/** The same auditor, which tells how often facets were looked up one by one. */
export function countingLooks(auditor: Auditor): Auditor & { looks(): number } {
  let looks = 0
  return {
    ...auditor,
    looks: () => looks,
    audit: (org, work) =>
      auditor.audit(org, (ledger) =>
        work({
          ...ledger,
          missingFacets: (expected) => {
            looks += 1
            return ledger.missingFacets(expected)
          },
        }),
      ),
  }
}
