import type { Session } from '../../src/app/ports/store-ports.ts'
import { sourcesOf } from '../../src/app/year/follow-year.ts'
import type { YearBookWithWords } from '../../src/app/year/year-book.ts'
import { worded, YearBook } from '../../src/app/year/year-book.ts'
import type { Evaluated } from '../../src/app/year/year-evaluation.ts'
import { YearEvaluation } from '../../src/app/year/year-evaluation.ts'
import type { LogPosition } from '../../src/ledger/figure/figure.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import { YearLists } from '../../src/ledger/record/year-lists.ts'

/** The book of a year over records at hand, for a reader under the pack of their session. */
export function bookOver(
  session: Session,
  records: readonly LedgerRecord[],
  of: Omit<Evaluated, 'pack'> & { readonly asOf?: LogPosition },
): YearBookWithWords {
  const { pack } = session
  const { asOf = { size: 0, root: '' }, ...evaluated } = of
  const lists = YearLists.of(pack.registers, records)
  const sources = sourcesOf({ asOf, lists, without: new Map() }, { pack, year: of.year })
  return worded(new YearBook(new YearEvaluation(sources, { pack, ...evaluated }), session))
}
