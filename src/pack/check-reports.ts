import { requirementKindOf } from '../duty/requirements/requirement-kinds.ts'
import type { Fault } from '../ledger/fault.ts'
import { checkTemplate } from '../report/template/check-template.ts'
import { parseTemplate } from '../report/template/parse-template.ts'
import type { Declarations, Declared } from './declarations.ts'
import type { ReportTemplate } from './pack.ts'
import type { PackFault } from './pack-fault.ts'
import { packFault } from './pack-fault.ts'

/** Parses every report template against the names of the whole pack; labels come from its head. */
export function readReports(declarations: Declarations): {
  readonly reports: ReadonlyMap<string, ReportTemplate>
  readonly faults: readonly PackFault[]
} {
  const registers = new Map([...declarations.registers].map(([id, one]) => [id, one.value]))
  const names = {
    figures: new Map(
      [...declarations.figures].map(([id, one]) => [id, one.value.measure.register]),
    ),
    duties: new Map(
      [...declarations.duties].map(([id, one]) => [
        id,
        requirementKindOf(one.value.require).claimed,
      ]),
    ),
    registers,
  }
  const reports = new Map<string, ReportTemplate>()
  const faults: PackFault[] = []
  for (const [id, declared] of declarations.reports) {
    const { template, faults: found } = parseTemplate(id, declared.value.source)
    const unknown = template ? checkTemplate(template, names) : []
    faults.push(...[...found, ...unknown].map((one) => ofReport(one, declared)))
    if (template) reports.set(id, { ...declared.value, label: template.label })
  }
  return { reports, faults }
}

function ofReport(found: Fault, report: Declared<ReportTemplate>): PackFault {
  const line = typeof found.at[0] === 'number' ? found.at[0] : 1
  return packFault(`pack.${found.code}`, { file: report.file, line }, found)
}
