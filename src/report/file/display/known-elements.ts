const names = (text: string): readonly string[] => text.trim().split(/\s+/)
const word = (text: string): readonly string[] => names(text).map((name) => `w:${name}`)

/**
 * Elements that our renderer writes, and those that Word, WPS and LibreOffice are known to add
 * when they save a file that nobody changed. None of them shows words of its own.
 */
export const knownElements: ReadonlySet<string> = new Set([
  ...word('document body hdr ftr p r tbl tr tc sdt sdtContent'),
  ...word('t tab br cr tblGrid gridCol bookmarkStart bookmarkEnd proofErr lastRenderedPageBreak'),
  ...word('permStart permEnd background'),
  // Paragraphs.
  ...word('pPr pStyle keepNext keepLines pageBreakBefore widowControl numPr ilvl numId tabs'),
  ...word('suppressLineNumbers pBdr top left bottom right start end between bar shd'),
  ...word(
    'suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN',
  ),
  ...word('bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents'),
  ...word('suppressOverlap jc textDirection textAlignment outlineLvl divId cnfStyle'),
  // Runs. What is hidden by itself the reader of the text names with its words.
  ...word('rPr rStyle rFonts b bCs i iCs color w kern position sz szCs highlight u lang noProof'),
  ...word('rtl cs vanish webHidden'),
  'w14:ligatures',
  'w14:numForm',
  'w14:numSpacing',
  'w14:cntxtAlts',
  // Sections.
  ...word('sectPr headerReference footerReference type pgSz pgMar paperSrc pgNumType cols col'),
  ...word('formProt vAlign titlePg docGrid footnotePr endnotePr numFmt numStart numRestart pos'),
  ...word('rtlGutter noEndnote'),
  // Tables.
  ...word('tblPr tblPrEx tblStyle tblpPr tblOverlap bidiVisual tblW tblInd tblCellSpacing'),
  ...word('tblBorders insideH insideV tblLayout tblCellMar tblLook tblCaption tblDescription'),
  ...word('trPr cantSplit tblHeader trHeight gridBefore gridAfter wBefore wAfter'),
  ...word('tcPr tcW gridSpan tcBorders tcMar noWrap vAlign hideMark'),
  // Content controls.
  ...word('sdtPr sdtEndPr alias tag id lock placeholder docPart temporary text richText'),
  'w15:appearance',
  'w15:color',
  // The one picture, in line.
  ...names('w:drawing wp:inline wp:extent wp:effectExtent wp:docPr wp:cNvGraphicFramePr'),
  ...names(
    'a:graphicFrameLocks a:graphic a:graphicData pic:pic pic:nvPicPr pic:cNvPr pic:cNvPicPr',
  ),
  ...names(
    'a:picLocks pic:blipFill a:blip a:srcRect a:stretch a:fillRect pic:spPr a:xfrm a:off a:ext',
  ),
  ...names('a:prstGeom a:avLst a:noFill a:ln a:extLst a14:useLocalDpi'),
])

const schemas = ['http://schemas.openxmlformats.org/', 'http://purl.oclc.org/ooxml/']

/** What the prefixes of known elements have to mean, by the end of the namespace. */
const namespaceEnds: Readonly<Record<string, readonly string[]>> = {
  w: ['wordprocessingml/2006/main', 'wordprocessingml/main'],
  wp: ['drawingml/2006/wordprocessingDrawing', 'drawingml/wordprocessingDrawing'],
  a: ['drawingml/2006/main', 'drawingml/main'],
  pic: ['drawingml/2006/picture', 'drawingml/picture'],
  r: ['officeDocument/2006/relationships', 'officeDocument/relationships'],
}

/** Whether a declaration gives a known prefix another meaning, or that meaning another prefix. */
export function isDisguise(prefix: string, namespace: string): boolean {
  const end = schemas.reduce((rest, one) => rest.replace(one, ''), namespace)
  const meant = Object.entries(namespaceEnds).find(([, ends]) => ends.includes(end))?.[0]
  return meant === undefined ? Object.hasOwn(namespaceEnds, prefix) : meant !== prefix
}
