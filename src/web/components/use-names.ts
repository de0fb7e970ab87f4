import { useUnit } from './use-unit.ts'

/** Names of people by their random ids, as the roster has them. */
export function useNames(): (person: string) => string {
  const { roster } = useUnit()
  return (person) => roster.people.find(({ id }) => id === person)?.name ?? '—'
}
