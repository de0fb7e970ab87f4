import { describeRequirement } from '../../duty/describe-requirement.ts'
import { describeFigure } from '../../ledger/figure/describe-figure.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Pack } from '../../pack/pack.ts'

/**
 * What a pack asks and counts, as one page of Markdown for people who know the field and read no
 * YAML: every register with its fields, every figure with its definition, every duty with what it
 * requires and where it comes from.
 */
export function packCatalogue(pack: Pack): string {
  return [
    `# ${pack.label.zh}（${pack.label.en}）`,
    '',
    `版本 ${pack.version}。台账 ${pack.registers.size} 种，数据项 ${pack.figures.size} 个，` +
      `责任事项 ${pack.duties.size} 项。由业务包生成，请勿手改。`,
    '',
    '## 责任事项',
    ...dutyTables(pack),
    '## 数据项',
    '',
    ...figureTable(pack),
    '## 台账',
    ...[...pack.registers.values()].flatMap((register) => registerTable(register, pack)),
  ].join('\n')
}

function dutyTables(pack: Pack): string[] {
  const roles = new Map(pack.roles.map(({ id, label }) => [id, label]))
  const context = { registers: pack, figures: pack.figures, roles }
  return pack.parts.flatMap((part) => {
    const duties = [...pack.duties.values()].filter((duty) => duty.part === part.id)
    if (duties.length === 0) return []
    const rows = duties.map(({ id, label, source, require }) => {
      const instrument = pack.instruments.get(source.instrument)?.label.zh ?? source.instrument
      const clause = source.clause ?? (source.verified ? '' : '条款待核')
      const asked = describeRequirement(require, context).zh
      return row([`\`${id}\``, label.zh, asked, [instrument, clause].filter(Boolean).join(' ')])
    })
    return ['', `### ${part.label.zh}`, '', ...table(['编号', '事项', '要求', '来源'], rows)]
  })
}

function figureTable(pack: Pack): string[] {
  const rows = [...pack.figures.values()].map((figure) => {
    const definition = describeFigure(figure, { registers: pack }).zh
    return row([`\`${figure.id}\``, figure.label.zh, figure.unit.zh, definition])
  })
  return table(['编号', '名称', '单位', '定义'], rows)
}

function registerTable(register: Register, pack: Pack): string[] {
  const rows = register.fields.map((field) => {
    const needs = field.required ? '必填' : ''
    const list = field.of ? pack.lists.get(field.of) : undefined
    const choices = list && list.length <= 20 ? list.map(({ label }) => label.zh).join('、') : ''
    const inner = field.fields?.map(({ label }) => label.zh).join('、') ?? ''
    return row([`\`${field.id}\``, field.label.zh, field.type, needs, choices || inner])
  })
  const restricted = register.readers ? '（限知悉）' : ''
  return [
    '',
    `### ${register.label.zh}${restricted} \`${register.id}\``,
    '',
    ...table(['字段', '名称', '种类', '', '取值或列'], rows),
  ]
}

function table(header: readonly string[], rows: readonly string[]): string[] {
  return [row(header), row(header.map(() => '---')), ...rows, '']
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '｜').replaceAll('\n', ' ')).join(' | ')} |`
}
