// Reads {"address": "html", …} from standard input, writes a list of violations as JSON.
import { readFileSync } from "node:fs";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const config = JSON.parse(readFileSync(".htmlvalidate.json", "utf8"));
const validator = new HtmlValidate(new StaticConfigLoader(config));
const pages = JSON.parse(readFileSync(0, "utf8"));
const found = [];
for (const [address, html] of Object.entries(pages)) {
  const report = await validator.validateString(html, `${address}.html`);
  for (const { messages } of report.results) {
    for (const { ruleId, message, selector, line } of messages) {
      found.push({ address, what: `${ruleId}: ${message} at ${selector ?? `line ${line}`}` });
    }
  }
}
process.stdout.write(JSON.stringify(found));
