import { fault, Refusal } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { OrgId } from '../ports/store-ports.ts'
import type { JobContext } from './job.ts'

/** So many units that fail one after another are no matter of a unit: the database is away. */
const failuresInRowMax = 10
/** Units that a refusal names. */
const namedMax = 5

/**
 * Does some work in each of these organisations, one after the other, until it is told to end. One
 * that fails holds up no other: it is told at once, and at the end the run fails with
 * `job.some-failed`, which names the first of them.
 */
export async function inEach(
  { organisations }: Pick<AppPorts, 'organisations'>,
  given: Pick<JobContext, 'signal' | 'onProblem'> & { readonly orgs: readonly OrgId[] },
  work: (org: OrgId) => Promise<unknown>,
): Promise<void> {
  const { orgs, signal, onProblem } = given
  const failed: OrgId[] = []
  let inRow = 0
  for (const org of orgs) {
    if (signal.aborted) return
    try {
      await work(org)
      inRow = 0
    } catch (error) {
      inRow += 1
      if (inRow === failuresInRowMax) throw error
      onProblem(error)
      failed.push(org)
    }
  }
  if (failed.length === 0) return
  const named = await Promise.all(failed.slice(0, namedMax).map((org) => organisations.of(org)))
  throw new Refusal([
    someFailed(
      failed.length,
      named.map((one) => one?.name ?? unknownName),
    ),
  ])
}

const unknownName = { zh: '（未知）', en: '(unknown)' }

function someFailed(count: number, names: readonly { zh: string; en: string }[]) {
  const more = count > names.length
  return fault('job.some-failed', {
    text: {
      zh: `${count} 个单位没有办成：${names.map(({ zh }) => zh).join('、')}${more ? '等' : ''}。`,
      en: `${count} units failed: ${names.map(({ en }) => en).join(', ')}${more ? ' …' : ''}.`,
    },
    hint: {
      zh: '其他单位已办完；原因见服务器日志。',
      en: 'All others are done; the log of the server says why.',
    },
  })
}
