/** What nobody uses: files, dependencies, and exports that only their own file takes. */
export default ({ production }) => ({
  entry: [
    'src/main.ts!',
    'src/signer.ts!',
    'src/worker.ts!',
    'src/checker.ts!',
    'src/writer.ts!',
    'src/verifier/main.ts!',
    'src/web/looking/frame.ts!',
    'scripts/verbs/*.mjs!',
    'scripts/orphan.mjs!',
    'bench/main.ts',
    'tests/kept/make-kept.ts',
    'tests/**/*.test.ts',
    'tools/**/*.test.ts',
  ],
  project: [
    'src/**/*.{ts,tsx}!',
    '!src/**/*.test.{ts,tsx}!',
    'scripts/**/*.mjs!',
    '{tests,tools,bench}/**/*.ts',
  ],
  ignore: ['tools/fixtures/**'],
  ignoreDependencies: ['oxlint-tsgolint', 'dependency-cruiser', 'oxlint', '@sparticuz/chromium'],
  ignoreBinaries: [
    'fc-match',
    'mount',
    'pdftotext',
    'pgbouncer',
    'qpdf',
    'soffice',
    'umount',
    'unshare',
  ],
  // Without the tests, what only they take is seen; a shape may be exported beside what has it.
  ignoreExportsUsedInFile: production ? true : { interface: true, type: true },
})
