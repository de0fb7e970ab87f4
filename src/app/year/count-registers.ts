import type { Lang } from '../../ledger/label.ts'
import { mayRead } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { Brief } from './compute-figures.ts'
import { briefOf } from './compute-figures.ts'

/** What a register holds for a year. */
export interface CountedRegister {
  readonly register: string
  readonly count: number
  /** Records of them that were entered late. */
  readonly late: number
  readonly latest: Brief | null
}

/** Every register that the caller may read, in the order of the pack, with its live records. */
export async function countRegisters(
  ports: Pick<AppPorts, 'yearBooks'>,
  session: Session,
  { year, lang }: { readonly year: number; readonly lang: Lang },
): Promise<readonly CountedRegister[]> {
  const book = await ports.yearBooks.of(session, year)
  return [...session.pack.registers.values()]
    .filter((register) => mayRead(session, register))
    .map(({ id: register }) => {
      const records = book.recordsOf(register)
      const late = records.filter(({ lateDays }) => lateDays > 0).length
      const [latest] = book.shown(records.slice(-1), lang).map(briefOf)
      return { register, count: records.length, late, latest: latest ?? null }
    })
}
