import { unseenSeeds } from './referee/attack-worlds';
import { scoreWorlds } from './referee/score-worlds';
const set = process.argv.length > 2 ? process.argv.slice(2).map(Number) : unseenSeeds;
const s = scoreWorlds(set);
console.log(set[0], s.precision.toFixed(4), s.recall.toFixed(4), s.honestHeldShare.toFixed(4));
console.table(s.byLabel);
