import type { Finding } from '../../../report/check/finding.ts'
import { useSay } from '../../say.tsx'

const words = {
  title: { zh: '定稿前检查', en: 'Before it can be final' },
  none: { zh: '没有问题，可以送复核。', en: 'Nothing stands in the way.' },
  blocks: { zh: '必须处理', en: 'Must be settled' },
  override: { zh: '须处理或裁定', en: 'Settle, or let it stand' },
  accept: { zh: '须关联或署名确认', en: 'Bind it, or accept it by name' },
  notice: { zh: '提示', en: 'For information' },
  count: { zh: '{count}处', en: '{count}' },
}

const weights = ['blocks', 'override', 'accept', 'notice'] as const

/** What stands between the draft and its signature, each leading to its place. */
export function FindingList(props: {
  findings: readonly Finding[]
  onSee: (finding: Finding) => void
}) {
  const { say } = useSay()
  const { findings, onSee } = props
  return (
    <section className="findings">
      <h3>{say(words.title)}</h3>
      {findings.length === 0 ? <p className="quiet">{say(words.none)}</p> : null}
      {weights.map((weight) => {
        const of = findings.filter((one) => one.weight === weight)
        if (of.length === 0) return null
        return (
          <details key={weight} open={weight === 'blocks' || weight === 'override'}>
            <summary className={weight}>
              {say(words[weight])}{' '}
              <span className="number">{say(words.count, { count: of.length })}</span>
            </summary>
            <ul>
              {of.map((finding) => (
                <li key={`${finding.code} ${finding.at.join('.')}`}>
                  <button type="button" className="link" onClick={() => onSee(finding)}>
                    {say(finding.text)}
                  </button>
                  <span className="quiet small">{say(finding.hint)}</span>
                </li>
              ))}
            </ul>
          </details>
        )
      })}
    </section>
  )
}
