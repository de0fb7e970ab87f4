import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { UsesView } from '../../api/contract/record.ts'
import { usesQuery } from '../api-client/queries.ts'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  against: { zh: '与“{duty}”不符。', en: 'This goes against “{duty}”. ' },
  asked: { zh: '与“{duty}”不符，应为：{asked}。', en: 'This goes against “{duty}”: {asked}. ' },
  correct: { zh: '更正{field}', en: 'Correct “{field}”' },
}

const correcting = /^correct\.([A-Za-z][\w-]*)$/

/** The field that an address asks to be corrected; null: none. */
export function fieldToCorrect(hash: string): string | null {
  return correcting.exec(hash)?.[1] ?? null
}

/** What a record speaks against; undefined until that is known. */
export function useAgainst(record: string | null): UsesView['against'] | undefined {
  const { data, isFetching } = useQuery({ ...usesQuery(record ?? ''), enabled: record !== null })
  return isFetching ? undefined : data?.against
}

/** Which duties a record speaks against, by what it says, and the way to the field to correct. */
export function AgainstNote(props: {
  record: { readonly id: string; readonly register: string }
  against: UsesView['against'] | undefined
  className?: string
}) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { record, against = [] } = props
  const fields = registerOf(pack, record.register)?.fields ?? []
  return against.flatMap(({ duty: id, lacking }) => {
    const duty = pack.duties.find((one) => one.id === id)
    if (!duty) return []
    const field = fields.find((one) => one.id === lacking?.fields[0])
    const said = { duty: say(duty.label), asked: lacking === null ? '' : say(lacking.asked) }
    return [
      <p key={id} className={props.className}>
        {say(lacking === null ? words.against : words.asked, said)}
        {field ? (
          <Link
            to="/registers/$register/$record"
            params={{ register: record.register, record: record.id }}
            hash={`correct.${field.id}`}
          >
            {say(words.correct, { field: say(field.label) })}
          </Link>
        ) : null}
      </p>,
    ]
  })
}
