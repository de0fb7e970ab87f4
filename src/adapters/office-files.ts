import type { OfficeFiles } from '../app/file-ports.ts'
import { renderDocx } from './docx/render-docx.ts'
import { readReportFile } from './office/read-report-file.ts'
import { readSheet } from './sheet/read-sheet.ts'
import { writeCsv, writeWorkbook } from './sheet/write-sheet.ts'

/** Word and Excel files by the libraries of this folder. */
export const officeFiles: OfficeFiles = {
  readReport: readReportFile,
  readSheet,
  writeWorkbook,
  writeCsv,
  renderDocx,
}
