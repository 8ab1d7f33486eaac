"""English words that tell a request from other talk. Tables only, for a reader to extend."""

# Base forms that open an imperative. Words that are as often a noun at the head of a remark ("work", "thanks", "point") stay out.
VERBS = frozenset(
    """
    accept achieve acquire activate adapt add address adjust adopt advertise agree align allocate allow amend
    analyse analyze announce answer append apply appoint approve arrange archive ask assemble assess assign
    assist attach attend audit automate backfill backport backup balance baseline batch bench benchmark bisect
    block book bring broadcast brief budget build bump buy calculate calibrate call cancel capture carry change
    chase chat check choose circulate clarify clean clear close coach code collate collect combine come comment
    commission commit communicate compare compile complete compose compress compute conduct configure confirm
    connect consider consolidate contact continue contribute convert convene coordinate copy correct cost count
    cover craft create cut deal debug decide decommission decorate define delete delegate deliver demo deploy
    deprecate describe design destroy determine develop diagnose digitise digitize disable discuss dispatch
    distribute divide document double download draft draw drive drop duplicate edit elaborate email e-mail
    enable encourage end engage enhance enquire ensure enter escalate establish estimate evaluate examine
    execute exchange expand explain explore export extend extract facilitate fetch figure file fill finalise
    finalize find finish fix flag flash follow forecast format forward freeze gather generate get give go grant
    greet group guide hand handle hang help hire hold host identify implement import improve include inform
    initiate insert inspect install instrument integrate interview introduce inventory investigate invite
    invoice iterate join keep kick label launch lay lead learn leave let liaise limit link list load localise
    localize locate lock log look lower mail maintain make manage map mark measure meet mentor merge message
    migrate minimise mirror mitigate mock model modify monitor mount move name negotiate notify nudge obtain
    offer onboard open optimise optimize order organise organize outline own pack package paint pair park patch
    pause pay perform phone pick pin ping pitch plan play poll populate post prep prepare present preview price
    print prioritise prioritize probe process procure produce profile promote proofread propose prototype prove
    provide provision prune publish pull purchase purge push put qualify query queue quote raise ratify reach
    read reassign rebase rebuild recap recheck reconcile recommend record recover recruit recycle redesign redo
    reduce refactor refill refine refresh refund refurbish register reject relabel release relocate remind
    remove rename render renew rent reorder repair repeat rephrase replace replenish replicate reply report
    repro reproduce request rerun research reschedule reserve reset resolve respond restart restock restore
    restructure retest retire retrieve retry return revert review revise revisit revoke rework rewrite roll
    rotate round run sanity-check save scan schedule scope score scrub search secure seed select sell send
    separate serve set set-up setup settle shadow share ship shortlist show shut sign simplify sketch smoke-test
    solve sort source specify spike split sponsor stage staff standardise start stock stop store streamline
    stress-test strip study submit subscribe suggest summarise summarize supply support survey swap switch sync
    synchronise tabulate tag take talk target teach tell test thank tidy tighten time touch trace track train
    transcribe transfer translate transport trial triage trim troubleshoot try tune turn tweak type unblock
    unify uninstall unpin update upgrade upload use validate vendor verify version vet visit wait walk warn wash
    watch water weigh wire wipe work wrap write
    """.split()
)

# A sentence with one of these asks somebody to act.
REQUESTS = (
    r"\bplease\b",
    r"\bpls\b|\bplz\b",
    r"\b(can|could|would|will) (you|u|someone|one of you)\b(?! (see|believe|imagine|hear)\b)",
    r"\b(can|could) (i|we) (get|have|ask)\b",
    r"\byou(?:'ll)? (need|have) to\b",
    r"\b(needs?|has|have|is|are) to (?!be\b)\w+",
    r"\b(must|should|shall|will) (?!be\b|have\b|you\b|we\b|i\b)\w+",
    r"\bto (own|lead|drive|handle|prepare|send|share|draft|write|review|update|check|confirm|follow up)\b",
    r"\bdon'?t forget\b|\bremember to\b|\bmake sure\b|\breminder to\b|\baction(?: item)?:",
    r"\b(assigned|assigning (?:this )?|over|hand(?:ing)? (?:this|it) over) to\b",
    r"\b(take|taking) (care of|over|this|it)\b",
    r"\byour turn\b|\bneeds your\b|\bneed(?:s)? you(?:r)? ",
    r"\bis responsible for\b|\bresponsible:",
)

# What makes a sentence a reply, a remark or a log line, whatever it mentions.
REMARKS = (
    r"^\W*(thanks|thx|ty|thank you|cheers|kudos|props|congrats?|congratulations|welcome|hi|hello|hey|good (?:job|work|morning|evening|afternoon|point|catch|idea|night|luck)|great|nice|awesome|well done|happy birthday|bravo|amazing|lovely|sorry|haha+|lol|ok|okay|sure|yes|yep|yeah|no worries|no problem|np|got it|done|noted|agreed|agreed|same here|me too|right|exactly|true|perfect|sounds good|will do|on it|\+1|fyi|cc|via|ping me|see you|bye|all good|lgtm|approved|wow|cool|indeed|correct|absolutely|of course|never mind|nvm|good question|lucky you|miss you|enjoy|glad|hope|hopefully|so|but|because|how|what|when|where|why|who|which|is|are|was|were|do (?:you|we|they|i)|does|did|isn't|aren't|any|anyone|anything|have you|had|i|i'm|i've|i'll|i'd|we|we're|we've|we'll|it|it's|its|that|that's|this|these|those|there|there's|they|he|she|you|you're|you've|your|my|our|their|his|her|in my|if|since|maybe|probably|just|already|also|yesterday|last)\b",
    r"\b(thanks?|thank you|thx|kudos|shout-?out|congrat\w*|welcome) (so much |again |a lot |very much )?(to )?@?\S*\W*$",
    r"^\W*(help|list|status|start|stop|commands?|usage)\W*$",
    r"^\W*(joined|left|was added|was removed|approved (?:this|these|by)|merged|pushed|commented|mentioned you|reacted|invited|renamed|opened this|closed this|requested (?:a )?review|added|removed|created|archived|started a|shared a|is typing|is out of office|has assigned the role)\b",
    r"\b(has|have|had) (already )?(been )?(\w+ed|sent|done|made|gone|found|built|written|gotten|left|paid)\b",
    r"\b(works for me|looks good|looks great|makes sense|was right|is right|are right|is out|is off|on leave|on vacation|on holiday)\b",
)

# Words before a trailing mention that make it a by-line, not an assignment.
BYLINES = r"(?:\b(?:by|from|via|cc|thanks|thank you|thx|to add|with|and|of|for|per|reporter|author|lead|host|ask|asked|see|follow|like|as|love|hi|hello|hey|congrats|welcome|kudos to|credit|photo|video|posted|written|created|reviewed|approved|merged|requested|reported|opened|closed|sent|said|says|is|are|was|than)\s*[:：]?\s*)$"

SOCIAL = r"\b(followers?|following|retweets?|likes?|views?|subscribe[rs]*|posts|tweets?|verified account|joined (?:january|february|march|april|may|june|july|august|september|october|november|december))\b"
