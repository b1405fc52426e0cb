import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['node_modules/', 'data/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['sandbox/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', '*.config.ts'],
    rules: {
      'max-lines': ['error', { max: 450 }],
      'no-console': 'off',
      // A test that finds nothing where it expects something fails right there, which is what it should do.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['src/main.ts', 'src/cli.ts', 'src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['bin/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['.ci/*.cjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
    rules: { 'no-unused-vars': ['error', { ignoreRestSiblings: true }] },
  },
  {
    // The page is plain JavaScript, typed by its comments: the compiler checks it, so the same rules hold.
    files: ['sandbox/slack/page/**/*.js'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 250 }],
      'no-undef': 'off',
      'no-warning-comments': [
        'error',
        { terms: ['@ts-ignore', '@ts-expect-error', '@ts-nocheck', '{any}', 'eslint-disable'], location: 'anywhere' },
      ],
    },
  },
);
