import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '业务包', en: 'Pack' },
  text: { zh: '{label}，版本 {version}', en: '{label}, version {version}' },
}

/** The pack in force, and the digest that reports name it by. */
export function PackSection() {
  const { say } = useSay()
  const { pack } = useUnit()
  return (
    <section aria-labelledby="pack-title">
      <h2 id="pack-title">{say(words.title)}</h2>
      <p>{say(words.text, { label: say(pack.label), version: pack.version })}</p>
      <p className="mono quiet key-line">{pack.digest}</p>
    </section>
  )
}
