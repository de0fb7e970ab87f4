export { readXml } from '../../report/file/read-xml.ts'
export type { XmlElement, XmlEvents } from '../../report/file/read-xml.ts'
