import { useSay } from '../say.tsx'

const words = {
  unknown: {
    zh: '名单里没有“{name}”，这里没有记下。请从名单中选，或先把此人登记到人员名单。',
    en: '“{name}” is not on the roster and was not taken. Choose somebody there, or enter them first.',
  },
}

/** A name that is longer was none: a paragraph that somebody pasted is quoted by its beginning. */
const nameCharactersMax = 20

/** Under a line that was left with a name that nobody of the roster has. */
export function UnknownName({ name }: { name: string | null }) {
  const { say } = useSay()
  const marks = [...(name ?? '')]
  const quoted = marks.slice(0, nameCharactersMax).join('')
  const said = marks.length > nameCharactersMax ? `${quoted}…` : quoted
  return (
    <div role="status">
      {name === null ? null : (
        <p className="small unknown-name">{say(words.unknown, { name: said })}</p>
      )}
    </div>
  )
}
