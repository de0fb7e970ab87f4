import { isTurnOf } from '../../../matter/matter.ts'
import { reportMatter } from '../../../matter/report-step.ts'
import { rolesWith } from '../../access/access.ts'
import { listDrafts } from '../../report/list-drafts.ts'
import { handsIn } from '../../report/wrote-in.ts'
import type { Recipient } from '../recipient.ts'

/** Reports that wait for me: I am to sign them, or they came back to me. */
export async function reportsWaiting(recipient: Recipient): Promise<readonly string[]> {
  const { ports, session, taker, year } = recipient
  const lists = [year - 1, year].map((one) => listDrafts(ports, session, one))
  return (await Promise.all(lists))
    .flat()
    .map(({ record, flow, revision, handedTo, writers }) =>
      reportMatter(
        {
          record,
          revision,
          handedTo,
          hands: handsIn({ writers }),
          step: flow?.step ?? null,
          stepRevision: flow?.revision ?? null,
          reasons: flow?.reasons ?? null,
        },
        { maySign: rolesWith('override') },
      ),
    )
    .filter((one) => one.isOpen && isTurnOf(one, taker))
    .map(({ key }) => key)
}
