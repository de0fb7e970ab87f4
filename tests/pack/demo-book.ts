import { rosterOf } from '../../src/app/people/roster.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { YearBook } from '../../src/app/year/year-book.ts'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { demoWrites, recordsAfter } from './demo-records.ts'

/** The unit of the demo. */
export const demoName = '海棠市档案馆'

/** Years of the demo, each as somebody who may see everything opens it in the next February. */
export async function demoBooks(
  pack: Pack,
  told: { readonly seed?: number } = {},
): Promise<(year: number) => YearBook> {
  const records = recordsAfter(pack, await demoWrites(pack, told)).filter(isLive)
  const roles = pack.roles.map((one) => one.id)
  const session: Session = {
    org: {
      id: 1,
      publicId: 'demo',
      name: { zh: demoName, en: 'Haitang City Archives' },
      kind: 'demo',
      origin: 'taizhang/demo',
      path: '0001.',
      parent: null,
      zone: 'Asia/Shanghai',
    },
    actor: { id: 'zhou', person: null, roles },
    pack,
  }
  return (year) =>
    new YearBook({
      session,
      year,
      today: `${year + 1}-02-01`,
      asOf: { size: 0, root: '' },
      roster: rosterOf(records),
      records: records.filter(({ occurredOn }) => isNear(occurredOn, year)),
    })
}

/** A year opens with the years beside it. */
function isNear(occurredOn: LedgerRecord['occurredOn'], year: number): boolean {
  return occurredOn === null || Number(occurredOn.slice(0, 4)) <= year + 1
}

function isLive({ state }: LedgerRecord): boolean {
  return state === 'live'
}
