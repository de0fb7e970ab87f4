/**
 * How the salts of a payload follow from its secret: those of entries before are HMACs. Whoever
 * writes one from here on has to say it.
 */
export const saltSchemes = [
  `ALTER TABLE ledger.payload ADD COLUMN salts text NOT NULL DEFAULT 'hmac'`,
  `ALTER TABLE ledger.payload ADD CONSTRAINT payload_salts CHECK (salts IN ('hmac', 'shake256'))`,
  'ALTER TABLE ledger.payload ALTER COLUMN salts DROP DEFAULT',
].join(';\n')
