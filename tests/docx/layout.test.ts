import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { renderDocx } from '../../src/adapters/docx/render-docx.ts'
import type { Block, ReportDocument } from '../../src/report/document.ts'
import { unsignedMark } from '../../src/report/render/render-text.ts'

const soffice = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((path) => existsSync(path))
const fontFile = spawnSync('fc-match', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).stdout
const chineseFont = fontFile?.trim().split(',')[0] ?? ''
const hasPdfText = existsSync('/usr/bin/pdftotext')
const canRender = soffice !== undefined && hasPdfText && /CJK|Han|Song|Hei|Fandol/.test(chineseFont)

const folder = mkdtempSync(join(tmpdir(), 'taizhang-layout-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Pages of text as LibreOffice sets the file, with a free font standing in for the official ones. */
function renderedPages(file: Uint8Array): string[][] {
  writeFileSync(join(folder, 'report.docx'), file)
  const families = ['仿宋_GB2312', '楷体_GB2312', '宋体', '黑体', '方正小标宋简体']
  const aliases = families.map(
    (family) =>
      `<alias binding="same"><family>${family}</family>` +
      `<prefer><family>${chineseFont}</family></prefer></alias>`,
  )
  writeFileSync(
    join(folder, 'fonts.conf'),
    '<?xml version="1.0"?><fontconfig>' +
      `<include ignore_missing="yes">/etc/fonts/fonts.conf</include>${aliases.join('')}</fontconfig>`,
  )
  const env = { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf'), HOME: folder }
  const profile = `-env:UserInstallation=file://${folder}/profile`
  const args = ['--headless', profile, '--convert-to', 'pdf', '--outdir', folder]
  const convert = spawnSync(soffice ?? '', [...args, join(folder, 'report.docx')], { env })
  expect(convert.status).toBe(0)
  const text = spawnSync('pdftotext', ['-layout', join(folder, 'report.pdf'), '-'], {
    encoding: 'utf8',
  }).stdout
  return text.split('\f').map((page) => page.split('\n').filter((line) => line.trim() !== ''))
}

function documentOf(blocks: Block[]): ReportDocument {
  return {
    template: 'layout',
    year: 2025,
    title: '关于版式的报告',
    addressee: '市委',
    issuer: null,
    number: null,
    blocks,
    signature: '海棠市档案馆',
    date: '2026-01-05',
    claims: [],
    asOf: { size: 0, root: '' },
  }
}

describe.skipIf(!canRender)(
  'as LibreOffice sets it (skipped without LibreOffice, pdftotext or a font)',
  () => {
    test('a full page of body text has 22 lines of 28 characters (GB/T 9704-2012, 5.2.3)', async () => {
      const text = '各科室应当按照要求认真落实有关工作并及时报送情况'.repeat(60)
      const file = await renderDocx(
        documentOf([{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }]),
      )
      const second = renderedPages(file)[1] ?? []
      expect(second.at(-1)?.trim()).toMatch(/^—\s*2\s*—$/)
      // Nobody signed it, and each page says so above the text.
      expect(second[0]?.trim()).toBe(unsignedMark)
      const lines = second.slice(1, -1)
      expect(lines).toHaveLength(22)
      expect(lines.map((line) => [...line.trim()].length)).toEqual(lines.map(() => 28))
    })

    test('the date ends four characters from the right, the signature centred on it', async () => {
      const file = await renderDocx(documentOf([]))
      const [page] = renderedPages(file)
      expect(page?.some((line) => line.includes('海棠市档案馆'))).toBe(true)
      expect(page?.some((line) => line.replaceAll(' ', '').includes('2026年1月5日'))).toBe(true)
    })
  },
)
