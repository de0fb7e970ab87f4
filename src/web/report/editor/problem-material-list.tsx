import type { DraftView } from '../../../api/contract/draft.ts'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import type { ProblemMaterial } from '../../../report/draft/problem-material.ts'
import { useSay } from '../../say.tsx'

const words = {
  title: { zh: '可写进存在的问题（{count}项）', en: 'May be named as problems ({count})' },
  help: {
    zh: '事实由台账写好，原因和措施由您补写。',
    en: 'The ledger writes the fact; cause and measure are yours to write.',
  },
  insert: { zh: '写入', en: 'Insert' },
  insertNamed: { zh: '写入：{what}', en: 'Insert: {what}' },
  unmet: { zh: '未做到的事项', en: 'Duties not met' },
  doneLate: { zh: '逾期完成的事项', en: 'Duties done late' },
  incident: { zh: '已发生的情况', en: 'What happened' },
  finding: { zh: '查出的问题', en: 'Problems found' },
  late: { zh: '补录', en: 'Late entries' },
}

/** A group with more stays folded: one looks for something in it. */
const openMax = 6

const kinds = ['incident', 'unmet', 'doneLate', 'finding', 'late'] as const

/** What failed in the year and is not in the text yet, each to be inserted as a problem. */
export function ProblemMaterialList(props: {
  view: DraftView
  tree: DraftTree
  onInsert: (material: ProblemMaterial) => void
}) {
  const { say } = useSay()
  const { view, tree, onInsert } = props
  const placed = new Set(tree.blocks.map(({ id }) => id))
  const open = view.material.filter(({ id }) => !placed.has(id))
  if (open.length === 0) return null
  return (
    <section className="problem-material">
      <h3>{say(words.title, { count: open.length })}</h3>
      <p className="quiet small">{say(words.help)}</p>
      {kinds.map((kind) => {
        const of = open.filter((one) => one.kind === kind)
        if (of.length === 0) return null
        return (
          <details key={kind} open={of.length <= openMax}>
            <summary>
              {say(words[kind])} <span className="number">{of.length}</span>
            </summary>
            <ul>
              {of.map((one) => (
                <li key={one.id}>
                  <span>
                    {say(one.label)} <span className="quiet small">{say(one.reason)}</span>
                  </span>
                  <button
                    type="button"
                    className="button plain"
                    aria-label={say(words.insertNamed, { what: say(one.label) })}
                    onClick={() => onInsert(one)}
                  >
                    {say(words.insert)}
                  </button>
                </li>
              ))}
            </ul>
          </details>
        )
      })}
    </section>
  )
}
