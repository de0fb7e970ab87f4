import { unhurried } from '../../append/unhurried.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Mapping, Proposal } from '../../ledger/sheet/mapping.ts'
import type { ProposingContext } from '../../ledger/sheet/propose-mapping.ts'
import { proposeMapping } from '../../ledger/sheet/propose-mapping.ts'
import type { Shape } from '../../ledger/sheet/shape.ts'
import { shapeOf } from '../../ledger/sheet/shape.ts'
import type { SheetTable } from '../../ledger/sheet/table.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { RegisterProposal } from '../ports/import-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { namesOf } from '../roster/roster.ts'
import { mappingContext } from './mapping-context.ts'

/** Registers that are named to somebody who asks what a file is. */
const fitsMax = 12

/** What is proposed for tables: how the best fit is mapped, and which other fits there are. */
export async function proposeFor(
  ports: Pick<AppPorts, 'imports' | 'rosters' | 'clock'>,
  session: Session,
  given: {
    readonly tables: readonly SheetTable[]
    readonly registers: readonly Register[]
    /** Where somebody has said which rows are the header. */
    readonly header?: Mapping['header']
  },
): Promise<{ readonly proposal: Proposal; readonly fits: readonly RegisterProposal[] }> {
  const names = namesOf(await ports.rosters.of(session.org.id))
  const context: ProposingContext = {
    ...(await mappingContext(ports, session, names)),
    remembered: await ports.imports.remembered(
      session.org.id,
      given.registers.map(({ id }) => id),
    ),
    ...(given.header === undefined ? {} : { header: given.header }),
  }
  const proposals = await unhurried(inSteps(given.tables, given.registers.map(shapeOf), context))
  const [proposal] = proposals
  if (!proposal) refuseNoHeader()
  const fits = proposals.slice(0, fitsMax).map(({ mapping: { register, table }, score }) => ({
    register,
    table,
    score,
  }))
  return { proposal, fits }
}

// A workbook of many sheets against every register takes its time.
function* inSteps(
  tables: readonly SheetTable[],
  shapes: readonly Shape[],
  context: ProposingContext,
): Generator<undefined, readonly Proposal[]> {
  const proposals: Proposal[] = []
  for (const table of tables) {
    for (const shape of shapes) {
      yield
      for (const one of proposeMapping([table], [shape], context)) proposals.push(one)
    }
  }
  return proposals.sort((one, other) => other.score - one.score)
}

function refuseNoHeader(): never {
  return refuse('import.no-header', {
    at: ['table'],
    text: { zh: '没有找到表头，认不出各列。', en: 'No header was found; columns cannot be told.' },
    hint: {
      zh: '在第一行写上各列的名称再试，或选择另一张工作表。',
      en: 'Write the names of the columns into the first row, or choose another table.',
    },
  })
}
