import { useSay } from '../say.tsx'

const words = {
  unknown: {
    zh: '名单里没有“{name}”，这里没有记下。请从名单中选，或先把此人登记到人员名单。',
    en: '“{name}” is not on the roster and was not taken. Choose somebody there, or enter them first.',
  },
}

/** Under a line that was left with a name that nobody of the roster has. */
export function UnknownName({ name }: { name: string | null }) {
  const { say } = useSay()
  return (
    <div role="status">
      {name === null ? null : <p className="small unknown-name">{say(words.unknown, { name })}</p>}
    </div>
  )
}
