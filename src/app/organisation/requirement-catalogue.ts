import { stringify } from 'yaml'
import { describeRequirement } from '../../duty/describe-requirement.ts'
import { requirementSchema } from '../../duty/duty-schema.ts'
import { requirementKindOf, requirementKinds } from '../../duty/requirements/requirement-kinds.ts'
import type { Pack } from '../../pack/pack.ts'

/**
 * Every kind of requirement as one page of Markdown: how it is written, a sentence of the pack
 * that asks for it (its own example where the pack has none), and what its proof rests on.
 */
export function requirementCatalogue(pack: Pack): string {
  const roles = new Map(pack.roles.map(({ id, label }) => [id, label]))
  const context = { registers: pack, figures: pack.figures, roles }
  const duties = [...pack.duties.values()]
  const rows = requirementKinds.map(({ kind, example, provedBy }) => {
    const ofKind = duties.filter(({ require }) => requirementKindOf(require).kind === kind)
    const [duty] = ofKind
    const said = describeRequirement(duty?.require ?? requirementSchema.parse(example), context)
    const written = stringify(example, { collectionStyle: 'flow', lineWidth: 0 }).trim()
    return [
      `\`${written}\``,
      `${said.zh}<br>${said.en}`,
      String(ofKind.length),
      proofs[provedBy],
    ].join(' | ')
  })
  return [
    '# 要求的写法（Kinds of requirement）',
    '',
    '由 `src/duty/requirements` 生成，请勿手改。写法中的编号仅为示例。',
    '',
    '| 写法 written | 读作 as it is said | 项数 duties | 离线验证 proved by |',
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n')
}

const proofs = {
  records: '记录 records',
  keeper: '保存单位 the keeper',
} as const
