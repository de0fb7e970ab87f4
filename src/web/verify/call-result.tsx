import type { ShownCall } from '../../report/call/shown-call.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'
import { FactList, Trace } from './fact-list.tsx'
import { VerdictPair } from './verdict-pair.tsx'

/** What a dropped call asks, and what is proved of it. */
export function CallResult({ shown }: { shown: ShownCall }) {
  const { say } = useSay()
  const { file, content, facts, heads, asked, trace } = shown
  return (
    <>
      <VerdictPair file={file} content={content} />
      <FactList facts={facts} />
      {heads[0] ? (
        <Table name={say(heads[0])} heads={heads}>
          {asked.map(({ label, how, beside }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{say(how)}</td>
              <td>{beside}</td>
            </tr>
          ))}
        </Table>
      ) : null}
      <Trace trace={trace} />
    </>
  )
}
