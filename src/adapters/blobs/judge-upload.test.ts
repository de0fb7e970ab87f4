import { expect, test } from 'vitest'
import { Refusal } from '../../ledger/fault.ts'
import { typstCompiler } from '../pdf/compile-typst.ts'
import { judgeUpload } from './judge-upload.ts'

const compile = typstCompiler(['fonts'])

async function judged(source: string): Promise<string> {
  const bytes = await compile({ source, inputs: {}, madeAt: 0 })
  try {
    return (await judgeUpload({ name: 'jiyao.pdf', bytes })).type
  } catch (error) {
    if (error instanceof Refusal) return error.faults[0]?.code ?? ''
    throw error
  }
}

const page = (text: string) => `#set text(font: "FandolSong", lang: "zh")\n= 会议纪要\n${text}\n`

test('a PDF whose text carries a mark of secrecy is not taken', async () => {
  for (const mark of ['机密★1年', '秘密★', '绝密 ★ 长期'])
    expect(await judged(page(mark)), mark).toBe('file.secret')
  // The star is in another font than the word.
  expect(await judged(page('机密#text(font: "FandolHei")[★]1年'))).toBe('file.secret')
  expect(await judged(page('#pagebreak()\n#strong[机密★]'))).toBe('file.secret')
})

test('a PDF that speaks of such papers is taken', async () => {
  expect(await judged(page('学习机密文件的管理办法'))).toBe('application/pdf')
})
