import { createRequire } from 'node:module';
import { huntingSchema, tableSchema } from '../../../src/microsoft365/hunting/schema.ts';

interface Diagnostic {
  Severity: string;
  Message: string;
}
interface CSharpList<T> {
  Count: number;
  getItem(index: number): T;
}
interface SyntaxToken {
  Text: string;
}
interface KustoLanguage {
  KustoCode: {
    ParseAndAnalyze(text: string, globals: object): { GetDiagnostics(): CSharpList<Diagnostic> };
  };
  Parsing: { TokenParser: { ParseTokens(text: string): SyntaxToken[] } };
  KustoFacts: { GetStringLiteralValue(literal: string): string };
  GlobalState: { Default: { WithDatabase(database: object): object } };
  Symbols: {
    TableSymbol: { From(schema: string): { WithName(name: string): object } };
    DatabaseSymbol: { ctor: new (name: string, tables: object[]) => object };
  };
}

const require = createRequire(import.meta.url);

/** Microsoft's KQL compiler as the portal uses it; it attaches itself to the global object. */
export function kusto(): KustoLanguage {
  require('@kusto/language-service-next/bridge.js');
  require('@kusto/language-service-next/Kusto.Language.Bridge.js');
  return (globalThis as unknown as { Kusto: { Language: KustoLanguage } }).Kusto.Language;
}

/** What the compiler has to say on a query, against the documented columns or against all. */
export function diagnose(query: string, columns: 'documented' | 'all'): string[] {
  const language = kusto();
  const tables = Object.keys(huntingSchema).map((name) =>
    language.Symbols.TableSymbol.From(tableSchema(name, columns)).WithName(name),
  );
  const database = new language.Symbols.DatabaseSymbol.ctor('hunting', tables);
  const globals = language.GlobalState.Default.WithDatabase(database);
  const found = language.KustoCode.ParseAndAnalyze(query, globals).GetDiagnostics();
  return Array.from({ length: found.Count }, (_, index) => found.getItem(index)).map(
    (each) => `${each.Severity}: ${each.Message}`,
  );
}

/** The words a text falls into, read by the compiler's own lexer. */
export function tokens(text: string): string[] {
  const words = kusto().Parsing.TokenParser.ParseTokens(text);
  return words.map((word) => word.Text).filter((word) => word !== '');
}
