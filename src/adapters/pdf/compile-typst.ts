import { existsSync } from 'node:fs'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { refuse } from '../../ledger/fault.ts'

/** What a PDF is made from: a source without any text of ours, and the texts as inputs. */
export interface TypstJob {
  readonly source: string
  readonly inputs: Readonly<Record<string, string>>
  /** Seconds since 1970 that stand in the file as its time: the same job gives the same bytes. */
  readonly madeAt: number
}

/**
 * PDF/A-3a (ISO 19005-3): archivable, tagged for screen readers, and files may be attached. The
 * compiler refuses to write a file that would break the rules it knows.
 */
const standard = 'a-3a'
/** Layouts of this many earlier jobs stay in memory. */
const keptJobs = 4

/** Compiles typst to PDF with the fonts of these folders; it is loaded when first asked. */
export function typstCompiler(
  fontFolders: readonly string[],
): (job: TypstJob) => Promise<Uint8Array> {
  let compiler: NodeCompiler | null = null
  return async ({ source, inputs, madeAt }) => {
    compiler ??= await loadCompiler(fontFolders.filter((folder) => existsSync(folder)))
    const pdf = compiler.pdf(
      { mainFileContent: source, inputs: { ...inputs } },
      { pdfStandard: standard, creationTimestamp: madeAt },
    )
    compiler.evictCache(keptJobs)
    return new Uint8Array(pdf)
  }
}

// It is native code, published for the usual systems; elsewhere everything but PDF works.
async function loadCompiler(fontPaths: string[]): Promise<NodeCompiler> {
  const library = await import('@myriaddreamin/typst-ts-node-compiler').catch(() => null)
  if (library === null) return refuseHere()
  return library.NodeCompiler.create({ fontArgs: [{ fontPaths }] })
}

function refuseHere(): never {
  return refuse('pdf.unavailable', {
    text: {
      zh: '这台机器上不能生成 PDF。',
      en: 'PDF files cannot be made on this machine.',
    },
    hint: {
      zh: '请下载 Word 文件，用 WPS 或 Word 另存为 PDF。',
      en: 'Take the Word file and save it as PDF in WPS or Word.',
    },
  })
}
