import type { Label } from '../../ledger/label.ts'
import { useSay } from '../say.tsx'
import { useUnit } from './use-unit.ts'

const termsMax = 3

/**
 * Under an English label: what the terms in it mean that English has no word for, each with the
 * Chinese. Whoever reads Chinese knows them.
 */
export function TermLines({ of }: { of: Label }) {
  const { lang } = useSay()
  const { pack } = useUnit()
  if (lang !== 'en') return null
  const said = of.en.toLowerCase()
  const terms = pack.terms.filter(({ label }) => said.includes(label.en.toLowerCase()))
  if (terms.length === 0) return null
  return (
    <dl className="term-lines">
      {terms.slice(0, termsMax).map(({ id, label, meaning }) => (
        <div key={id}>
          <dt>
            {label.en} <span lang="zh">{label.zh}</span>
          </dt>
          <dd>{meaning.en}</dd>
        </div>
      ))}
    </dl>
  )
}
