import { readFile } from 'node:fs/promises'
import { refuse } from '../ledger/fault.ts'

/** Reads a file named on the command line. Refuses with `file.missing` or `file.unreadable`. */
export async function readGivenFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return refuse(isMissing ? 'file.missing' : 'file.unreadable', {
      at: [path],
      text: isMissing
        ? { zh: `没有文件 ${path}`, en: `There is no file ${path}` }
        : { zh: `文件 ${path} 读不出来`, en: `The file ${path} cannot be read` },
      hint: { zh: '检查路径和权限。', en: 'Check the path and the permissions.' },
    })
  }
}
