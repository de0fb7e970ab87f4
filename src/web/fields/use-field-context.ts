import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import type { FieldContext } from '../../ledger/fields/field-kind.ts'
import { fieldContext } from '../../ledger/fields/field-kinds.ts'
import { recordQuery } from '../api-client/queries.ts'
import { useUnit } from '../components/use-unit.ts'

/** The surroundings in which the ledger's own field kinds read and write values in the page. */
export function useFieldContext(): FieldContext {
  const { pack, roster } = useUnit()
  const queryClient = useQueryClient()
  return useMemo(() => {
    const people = new Map(roster.people.map((one) => [one.id, one.name]))
    const offices = new Map(roster.offices.map((one) => [one.id, one.name]))
    return fieldContext({
      lists: new Map(Object.entries(pack.lists)),
      names: {
        person: (id) => people.get(id) ?? null,
        office: (id) => offices.get(id) ?? null,
        record: (id) =>
          queryClient.getQueryData<{ body: RecordView }>(recordQuery(id).queryKey)?.body.title ??
          null,
      },
    })
  }, [pack, roster, queryClient])
}
