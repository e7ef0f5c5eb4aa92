/** Words that say nothing of a subject: they stand under any question. */
import { functionWords } from './functionWords';

const filler = new Set(
  (
    'a an i me my we us our he she him her his hers as at by in on or so no nor up out off over under about into onto ' +
    'again also already although always among amongst another any anybody anyone anything around away back because ' +
    'before after behind being below between both came come comes during each either else enough even ever every ' +
    'everybody everyone everything few first last full further get gets getting give gives given go goes going got ' +
    'here however indeed instead just keep kind let lets like likely little look looking looks lot lots made main ' +
    'make makes making many may maybe me mean means might more most much must myself need needs needed never next ' +
    'none nothing now often once one ones only other others otherwise own part parts per perhaps please quite rather ' +
    'really right said same say says see seems several shall simply since some somebody someone something sometimes ' +
    'still such sure take takes taking tell thank thanks thing things think though through thus together too toward ' +
    'try two under until upon use used uses using usually various very via want wants way ways well went whatever ' +
    'whenever whether while who whole whom whose why within without yes yet yourself ' +
    'answer answers answering ask asked asking assist assistance question questions great good excellent interesting ' +
    'important best better hope hopes help helps helpful happy glad feel free know knows understand understanding ' +
    'consider considered considering consideration depend depends depending factor factors aspect aspects carefully ' +
    'careful decide decision decisions situation situations circumstances context individual specific specifics ' +
    'particular different difference various variety option options choice choices choose information informed ' +
    'detail details detailed further additional documentation online research resources expert experts professional ' +
    'consult point points topic topics subject subjects matter matters issue issues general generally overall ' +
    'conclusion ultimately certainly absolutely definitely course sense view views perspective perspectives ' +
    'approach approaches able possible provide provided explain example examples case cases reason reasons find ' +
    'require requires required requirements requirement goal goals preference preferences learn start keep mind ' +
    "useful worth remember note noted hello hi dear kindly let’s let's it’s it's i’m i'm don’t don't you’re you're"
  ).split(' '),
);

/** Whether a word says nothing of what a text is about. */
export function isFiller(word: string): boolean {
  return filler.has(word) || functionWords.en.has(word);
}
