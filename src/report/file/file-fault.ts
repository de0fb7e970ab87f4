import { refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'

/** Why a file was not read; the code is `file.<name>`. */
export type FileFaultName = keyof typeof sentences

const resave: Label = {
  zh: '用 Word 或 WPS 打开后另存为 .docx（或 .xlsx）再试。',
  en: 'Open it in Word or WPS, save it as .docx (or .xlsx) and try again.',
}

const sealedKinds: Label = {
  zh: '可以核验的是定稿的 Word、PDF 文件和年度证据包（.zip）；检查是否选对了文件。',
  en: 'A frozen report as Word file or PDF and a year pack (.zip) can be; check the choice.',
}

const sentences = {
  empty: {
    text: { zh: '文件是空的', en: 'The file is empty' },
    hint: { zh: '检查是否选对了文件。', en: 'Check that the right file was chosen.' },
  },
  'too-large': {
    text: { zh: '文件太大', en: 'The file is too large' },
    hint: {
      zh: '最大 20 MB；去掉图片或分成几份。',
      en: 'The limit is 20 MB; remove pictures or split it.',
    },
  },
  'too-many-cells': {
    text: {
      zh: '表格太大：最多 10 万行、1000 列、100 万个单元格、1000 万字',
      en: 'Too large a table: at most 100,000 rows, 1,000 columns, a million cells of ten letters',
    },
    hint: {
      zh: '删去用不到的行和列（连同远处的零星内容），或分成几个文件。',
      en: 'Delete rows and columns that are not needed, also far out, or split the file.',
    },
  },
  'too-many-numbers': {
    text: {
      zh: '文字里的数量和表述太多，不像一份报告',
      en: 'The text holds too many numbers and statements to be a report',
    },
    hint: {
      zh: '一份报告最多 10000 处；检查是否选对了文件，或分成几份。',
      en: 'A report has at most 10,000; check that the right file was chosen, or split it.',
    },
  },
  'too-costly': {
    text: {
      zh: '读这份内容超出了时间或内存的限度，没有读完',
      en: 'Reading this took more time or memory than it may, and was stopped',
    },
    hint: {
      zh: '内容可能损坏或过于复杂：用 Word、WPS 或 Excel 打开，只留需要的内容，另存后再试。',
      en: 'It may be damaged or too intricate: keep only what is needed, save it anew and try again.',
    },
  },
  unreadable: {
    text: {
      zh: '这份内容读不懂，没有读取',
      en: 'This could not be made sense of and was not read',
    },
    hint: resave,
  },
  binary: {
    text: { zh: '这不是文本，也不是 Word 文件', en: 'This is neither text nor a Word file' },
    hint: { zh: '可以读 .docx、.txt、.md 文件。', en: 'Files of .docx, .txt and .md can be read.' },
  },
  picture: {
    text: {
      zh: '这是图片，里面的文字和表格读不出来',
      en: 'This is a picture: neither words nor tables can be read from it',
    },
    hint: {
      zh: '请用原来的 Word 或 Excel 文件；作附件上传的，把扩展名改成 .png、.jpg 等再试。',
      en: 'Use the Word or Excel file it came from; to attach it, name it .png, .jpg or what it is.',
    },
  },
  'pack-as-text': {
    text: {
      zh: '这是年度证据包，不是报告文件',
      en: 'This is a year pack, not the file of a report',
    },
    hint: {
      zh: '报告在包里：解开后选其中的 report.docx。',
      en: 'The report is inside: unpack it and choose report.docx.',
    },
  },
  'no-sheet': {
    text: {
      zh: '这不是 Excel、Word 文件，也不是 CSV 表格',
      en: 'This is neither an Excel, a Word nor a CSV file',
    },
    hint: {
      zh: '可以读 .xlsx、.csv 和 .docx 里的表格；打不开的请在原来的软件里另存。',
      en: 'Tables of .xlsx, .csv and .docx can be read; save it anew where it was made.',
    },
  },
  'no-table': {
    text: {
      zh: '这份 Word 文件里没有表格',
      en: 'There is no table in this Word file',
    },
    hint: {
      zh: '台账要在表格里；正文可以到“报告”页面读取。',
      en: 'A ledger stands in a table; running text is read on the page of reports.',
    },
  },
  'pdf-table': {
    text: { zh: 'PDF 里的表格读不准', en: 'Tables in a PDF cannot be read reliably' },
    hint: {
      zh: '请用原来的 Excel 或 Word 文件；只有 PDF 的，用 WPS 转成表格核对后再试。',
      en: 'Use the Excel or Word file it came from, or convert it and check the table first.',
    },
  },
  'old-sheet': {
    text: {
      zh: '这是旧版 Excel（.xls）或 WPS 表格（.et），这台服务器不能转换',
      en: 'This is an old Excel (.xls) or WPS (.et) sheet, and this server cannot convert it',
    },
    hint: {
      zh: '用 Excel 或 WPS 打开，另存为 .xlsx 再试；服务器装有 LibreOffice Calc 的可以直接读。',
      en: 'Save it as .xlsx in Excel or WPS; a server with LibreOffice Calc reads it as it is.',
    },
  },
  'old-text': {
    text: {
      zh: '这是旧版 Word（.doc）或 WPS 文字（.wps），这台服务器不能转换',
      en: 'This is an old Word (.doc) or WPS (.wps) file, and this server cannot convert it',
    },
    hint: {
      zh: '用 Word 或 WPS 打开，另存为 .docx 再试；服务器装有 LibreOffice Writer 的可以直接读。',
      en: 'Save it as .docx in Word or WPS; a server with LibreOffice Writer reads it as it is.',
    },
  },
  'old-word': {
    text: {
      zh: '这是旧版 Word（.doc）、WPS（.wps）或加密的文件，不能直接读',
      en: 'This is an old Word (.doc), a WPS (.wps) or an encrypted file',
    },
    hint: resave,
  },
  pdf: {
    text: {
      zh: 'PDF 里的文字顺序不可靠，不能直接读',
      en: 'The order of text in a PDF is not reliable',
    },
    hint: {
      zh: '请用原来的 Word 文件，或把文字另存为 .txt。',
      en: 'Use the Word file it came from, or save its text as .txt.',
    },
  },
  broken: {
    text: { zh: '文件已损坏，打不开', en: 'The file is damaged and cannot be opened' },
    hint: {
      zh: '请重新下载，或请对方再发一次；Word、Excel 文件也可以打开后另存再试。',
      en: 'Fetch it again or ask for it again; a Word or Excel file may also be opened and saved anew.',
    },
  },
  'not-sealed': {
    text: { zh: '这不是可以核验的文件', en: 'This is no file that can be verified' },
    hint: sealedKinds,
  },
  'old-unsealed': {
    text: {
      zh: '这是旧版 Word（.doc）、WPS（.wps）或加密的文件，里面没有核验所需的依据',
      en: 'This is an old Word (.doc), a WPS (.wps) or an encrypted file, without any evidence',
    },
    hint: sealedKinds,
  },
  'picture-unsealed': {
    text: { zh: '这是图片，不能核验', en: 'This is a picture, which cannot be verified' },
    hint: sealedKinds,
  },
  'sheet-unsealed': {
    text: {
      zh: '这是 Excel 或演示文稿，里面没有核验所需的依据',
      en: 'This is a spreadsheet or a presentation, without any evidence',
    },
    hint: sealedKinds,
  },
  'bundle-unsealed': {
    text: {
      zh: '这是单位之间的交换包，不是报告',
      en: 'This is a bundle that is exchanged between bodies, and no report',
    },
    hint: {
      zh: '请到“报送任务”页面导入它。',
      en: 'Bring it in on the page of calls.',
    },
  },
  'pack-incomplete': {
    text: {
      zh: '年度证据包不完整，或解开后重新压缩过',
      en: 'The year pack is not whole, or was taken apart and packed again',
    },
    hint: {
      zh: '请用原来的 .zip 文件，不要解开；没有的，请对方再发一次。',
      en: 'Use the .zip as it came, or ask for it again.',
    },
  },
  encrypted: {
    text: { zh: '文件加了密码', en: 'The file is protected by a password' },
    hint: { zh: '去掉密码后再试。', en: 'Remove the password and try again.' },
  },
  unsafe: {
    text: {
      zh: '文件里有不该有的内容（外部引用、宏、异常的压缩），没有打开',
      en: 'The file holds what it should not (outside links, macros, odd compression)',
    },
    hint: resave,
  },
  secret: {
    text: {
      zh: '文件带有国家秘密标志，不得进入本系统',
      en: 'The file carries a mark of state secrecy and must not enter this system',
    },
    hint: {
      zh: '涉密不上网、上网不涉密。请在涉密环境办理。',
      en: 'Handle it in a classified environment.',
    },
  },
  'wrong-kind': {
    text: { zh: '文件的内容与扩展名不符', en: 'The contents do not fit the file’s extension' },
    hint: resave,
  },
} satisfies Record<string, { text: Label; hint: Label }>

/** Refuses a file; `detail` says to the administrator what exactly was found. */
export function refuseFile(name: FileFaultName, detail = ''): never {
  const { text, hint } = sentences[name]
  refuse(`file.${name}`, { at: detail ? [detail] : [], text, hint })
}
