import { Workbook } from '@cj-tech-master/excelts'

/** A workbook with the labels given, whose first cell below them is computed. */
export async function formulaWorkbook(labels: readonly string[]): Promise<Uint8Array> {
  const workbook = new Workbook()
  const sheet = workbook.addWorksheet('文件')
  sheet.addRow([...labels])
  sheet.getCell('A2').value = { formula: '1+1', result: 2 }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}
