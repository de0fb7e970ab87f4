import { readDocxParts } from '../../report/file/read-docx-parts.ts'
import type { DocxContents } from '../../report/file/read-docx-parts.ts'
import { openArchive } from '../office/open-archive.ts'

/** Reads the bytes of a Word file. Refuses with `file.…` what cannot be read safely. */
export async function readDocx(bytes: Uint8Array): Promise<DocxContents> {
  return readDocxParts(await openArchive(bytes))
}
