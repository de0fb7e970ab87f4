export { refuseFile } from '../../report/file/file-fault.ts'
export type { FileFaultName } from '../../report/file/file-fault.ts'
